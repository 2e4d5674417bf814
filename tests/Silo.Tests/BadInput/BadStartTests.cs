using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>
/// Rows of the table of bad input that end a start: exit code and one sentence, without a stack trace; nothing in the data changes; after what
/// the sentence says is done, the agents are as they were, and their next post happens.
/// </summary>
public sealed class BadStartTests(UsedData used) : IClassFixture<UsedData>
{
    private static readonly StartRow[] Table =
    [
        new("unknown option", 64, "'--bogus' is no option of this command. There are --agents DIR") { Words = ["--bogus"] },
        new("option without its value", 64, "--data needs a value.") { Words = ["--data"] },
        new("a setting that there is none of", 64, "Puppet:Turnz:Grace is no setting; did you mean Puppet:Turns:Grace?") { Words = ["--Puppet:Turnz:Grace=00:01:00"] },
        new("a setting like no other", 64, "Puppet:Weather:Rain is no setting. Look its name up in the settings in docs/.") { Words = ["--Puppet:Weather:Rain=true"] },
        new("a world that there is none of", 1, "Puppet:World:X is 'maybe'. Set it to 'emulated' or 'live'.") { Words = ["--Puppet:World:X=maybe"] },
        new("no yes or no", 1, "Puppet:Emulators:External is 'perhaps'. Set it to true or false.") { Words = ["--Puppet:Emulators:External=perhaps"] },
        new("no number", 1, "Puppet:Turns:MaxDrafts is 'three'. Set it to a whole number.") { Words = ["--Puppet:Turns:MaxDrafts=three"] },
        new("a number out of its bounds", 1, "Puppet:Turns:", "MaxDrafts", "must be at least 1.") { Words = ["--Puppet:Turns:MaxDrafts=-3"] },
        new("no address", 1, "Puppet:Gateway:Url is 'nonsense'. Give an address to listen on, as in http://127.0.0.1:8080.") { Words = ["--Puppet:Gateway:Url=nonsense"] },
        new("no such storage", 1, "Puppet:Storage:Provider") { Words = ["--Puppet:Storage:Provider=oracle"] },
        new("a key too short", 1, "PUPPET_API_KEY holds 5 characters. Give 16 to 512") { Variables = new() { ["PUPPET_API_KEY"] = "short" } },
        new("a key's file that is not there", 1, "PUPPET_API_KEY_FILE names '/no/such/file', which cannot be read. Correct the path") { Variables = new() { ["PUPPET_API_KEY_FILE"] = "/no/such/file" } },
        new("port in use", 1, "The gateway cannot listen at http://127.0.0.1:", "the port is in use. Stop what listens there, or choose another with --port N.")
        {
            Words = ["--port", "PORT"],
            Break = _ => Listen(),
        },
        new("emulators' port in use", 1, "The emulators cannot listen at http://127.0.0.1:", "the port is in use. Stop what listens there, or set Puppet__Emulators__BaseUrl to another port.")
        {
            Words = ["--Puppet:Emulators:External=false", "--Puppet:Emulators:BaseUrl=http://127.0.0.1:PORT"],
            Break = _ => Listen(),
        },
        new("no emulators where they should be", 1, "No emulators answer at http://127.0.0.1:1/. Start them with: ./puppet emulators") { Words = ["--Puppet:Emulators:BaseUrl=http://127.0.0.1:1"] },
        new("a data directory that cannot be made", 1, "cannot be written: it cannot be made. Give this user write permission there, or set PUPPET_DATA_DIR") { Words = ["--data", "/proc/puppet"] },
        new("read-only data directory", 1, "cannot be written:", "Give this user write permission there, or set PUPPET_DATA_DIR to a directory that it may write.") { Before = ReadOnly },
        new("no room in the data directory", 1, "cannot be written: a file in it cannot be written; the disk may be full.") { Before = NoRoom },
        new("corrupt database", 1, "puppet.db' is damaged or is no database. Move it away together with its -wal and -shm files and restore the last backup")
        {
            Break = house => Overwrite(house, "puppet.db"),
            Mend = (used, house) => used.CopyTo(house.Data),
        },
        new("corrupt database of grains", 1, "grains.db' is damaged or is no database. Move it away together with its -wal and -shm files and restore the last backup")
        {
            Break = house => Overwrite(house, "grains.db"),
            Mend = (used, house) => used.CopyTo(house.Data),
        },
        new("database of a newer version", 1, "puppet.db' has version 99; this release knows version 2. Start the release that made it, or a newer one; nothing was changed in it.")
        {
            Break = house => Version(house, 99),
            Mend = (_, house) => Version(house, 2),
        },
        new("key file that others may read", 1, "Others may read the key file", "Run: chmod 600 '")
        {
            Break = house => Mode(house, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead),
            Mend = (_, house) => Mode(house, UnixFileMode.UserRead | UnixFileMode.UserWrite),
        },
    ];

    /// <summary>The rows by name.</summary>
    public static TheoryData<string> Rows => [.. Table.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_start_that_cannot_be_says_why_and_how_to_mend_it_and_harms_nothing(string name)
    {
        var row = Table.Single(r => r.Name == name);
        var house = await used.TakeAsync();
        try
        {
            using (var broken = row.Break(house))
            {
                var before = UsedData.Fingerprint(house.Data);
                var landed = (await house.LandedAsync()).Count;
                var port = broken is TcpListener listener ? ((IPEndPoint)listener.LocalEndpoint).Port : 0;
                await using var process = house.Start(row.Before(house), row.Variables, [.. row.Words.Select(w => w.Replace("PORT", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))]);
                var exit = await process.ExitAsync();

                // What the host says before it meets the row is news, not a failure.
                var sentence = string.Join('\n', process.Output.Trim().Split('\n').Where(line => !line.Contains(" info ", StringComparison.Ordinal)));
                Assert.True(row.ExitCode == exit, $"{exit}: {sentence}");
                Assert.StartsWith("puppet: ", sentence, StringComparison.Ordinal);
                Assert.All(row.Says, part => Assert.Contains(part, sentence, StringComparison.Ordinal));
                Assert.True(sentence.Split('\n').Length == 1, sentence);
                Assert.Equal(before, UsedData.Fingerprint(house.Data));
                Assert.Equal(landed, (await house.LandedAsync()).Count);
            }

            row.Mend(used, house);
            await using var mended = await house.UpAsync();
            foreach (var agent in (string[])["wren", "fox"])
            {
                var posts = await mended.GetAsync($"/v1/agents/{agent}/posts");
                Assert.Equal("active", (await mended.GetAsync($"/v1/agents/{agent}")).Json.GetProperty("status").GetString());
                Assert.Equal("confirmed", posts.Json.GetProperty("items")[0].GetProperty("status").GetString());
            }

            var next = await mended.PostAsync("wren", name);
            Assert.True(next.Json.GetProperty("status").GetString() == "confirmed", next.Body);
            Assert.Equal(0, await mended.Process.StopAsync());
        }
        finally
        {
            used.Release();
        }
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_by_the_first_ones_number_and_the_first_goes_on()
    {
        var house = await used.TakeAsync();
        try
        {
            await using var first = await house.UpAsync();
            await using var second = house.Start();
            Assert.Equal(1, await second.ExitAsync());
            Assert.StartsWith($"puppet: The data in '{house.Data}' belongs to process {first.Process.Id}, since ", second.Output, StringComparison.Ordinal);
            Assert.EndsWith("Stop that process, or set PUPPET_DATA_DIR to another directory.\n", second.Output, StringComparison.Ordinal);

            var next = await first.PostAsync("wren", "a door with two keys");
            Assert.Equal("confirmed", next.Json.GetProperty("status").GetString());
            Assert.Equal(0, await first.Process.StopAsync());
        }
        finally
        {
            used.Release();
        }
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    /// <summary>Modes do not bind root: the directory is mounted read-only for this process alone.</summary>
    private static string[] ReadOnly(House house) =>
        ["unshare", "--mount", "--map-root-user", "sh", "-c", "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"", house.Data];

    /// <summary>An own file system without room, for this process alone.</summary>
    private static string[] NoRoom(House house) =>
        ["unshare", "--mount", "--map-root-user", "sh", "-c", "mount -t tmpfs -o size=4k tmpfs \"$0\" && cat /dev/zero >\"$0/ballast\" 2>/dev/null; exec \"$@\"", house.Data];

    private static IDisposable? Overwrite(House house, string name)
    {
        using var file = new FileStream(Path.Combine(house.Data, name), FileMode.Open);
        file.Write("Whatever this is, SQLite has never seen it, and no page of it holds a table."u8);
        return null;
    }

    private static IDisposable? Version(House house, int version)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(house.Data, "puppet.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE schema_version SET version = {version}; PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        return null;
    }

    private static IDisposable? Mode(House house, UnixFileMode mode)
    {
        File.SetUnixFileMode(Path.Combine(house.Data, "keys", "secrets.key"), mode);
        return null;
    }
}
