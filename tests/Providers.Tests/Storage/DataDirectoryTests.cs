using System.Diagnostics;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.Storage;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly VirtualTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Take_makes_the_directory_and_refuses_a_second_holder_by_naming_the_first()
    {
        var path = _directory.File("deep/data");
        using (DataDirectory.Take(path, _time))
        {
            var e = Assert.Throws<DataDirectoryInUseException>(() => DataDirectory.Take(path, _time));
            Assert.Equal((Environment.ProcessId, _time.GetUtcNow()), (e.ProcessId!.Value, e.Since!.Value));
            Assert.Contains("PUPPET_DATA_DIR", e.Message);
        }

        using var again = DataDirectory.Take(path, _time);
        Assert.Equal(Path.GetFullPath(path), again.Path);
    }

    [Fact]
    public void Take_refuses_while_another_process_holds_the_lock_and_takes_it_when_that_is_killed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flock"), "flock is not installed: apt-get install -y util-linux");
        var file = _directory.File("puppet.lock");
        File.WriteAllText(_directory.File("puppet.holder.json"), """{"pid":4711,"since":"2026-03-01T08:00:00+00:00"}""");
        using var holder = Process.Start(new ProcessStartInfo("/usr/bin/flock", ["-x", "-o", file, "/bin/sh", "-c", "echo held; exec cat"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());

        var e = Assert.Throws<DataDirectoryInUseException>(() => DataDirectory.Take(_directory.Path, _time));
        Assert.Contains("process 4711, since 2026-03-01 08:00:00 UTC", e.Message);

        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        using var taken = DataDirectory.Take(_directory.Path, _time);
    }

    [Theory]
    [InlineData("/proc/puppet-data")]
    [InlineData("/dev/null/data")]
    public void Take_of_what_cannot_be_written_says_how_to_mend_it(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Paths of Linux.");
        Assert.Contains("PUPPET_DATA_DIR", Assert.Throws<DataDirectoryNotWritableException>(() => DataDirectory.Take(path, _time)).Message);
    }

    [Fact]
    public void Take_on_a_full_disk_says_so()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Linux has /dev/full.");
        File.CreateSymbolicLink(_directory.File("puppet.holder.json"), "/dev/full");
        Assert.ThrowsAny<StorageException>(() => DataDirectory.Take(_directory.Path, _time));
    }
}
