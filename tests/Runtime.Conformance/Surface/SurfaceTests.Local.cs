using PuppetEngine.LocalRuntime;

namespace PuppetEngine.Tests.Runtime.Conformance.Surface;

/// <summary>What this host has under Orleans' names, Orleans 10.4 has too. What only it has lies in the namespace PuppetEngine.LocalRuntime.</summary>
public sealed class SurfaceTests
{
    private static SortedDictionary<string, List<string>> Surface => ApiSurface.Of([typeof(ILocalSilo).Assembly]);

    [Fact]
    public void Every_public_member_is_one_of_Orleans()
    {
        if (SurfaceFiles.AreWritten)
        {
            File.WriteAllText(SurfaceFiles.Types, string.Concat(Surface.Keys.Select(name => name + "\n")));
        }

        var baseline = SurfaceFiles.Read(SurfaceFiles.Baseline);

        var invented = Surface.SelectMany(type => type.Value
            .Where(line => !baseline.TryGetValue(type.Key, out var lines) || !lines.Contains(line))
            .Select(line => $"{type.Key}: {line}"));

        Assert.Empty(invented);
    }

    [Fact]
    public void The_page_of_the_surface_is_what_the_assembly_has()
    {
        var page = "# What LocalRuntime has of Orleans' API\n\n"
            + "Written by a test from the assembly (`PUPPET_WRITE_SURFACE=1 dotnet run --project tests/Runtime.Conformance`), and compared with the\n"
            + "surface of Microsoft.Orleans 10.4 in `tests/Runtime.Conformance/Surface/orleans-10.4.txt`: under these names nothing exists that Orleans\n"
            + "does not have. What only this host has lies in the namespace `PuppetEngine.LocalRuntime`.\n\n```text\n"
            + SurfaceFiles.Text(Surface)
            + "```\n";
        if (SurfaceFiles.AreWritten)
        {
            File.WriteAllText(SurfaceFiles.Page, page);
        }

        Assert.Equal(File.ReadAllText(SurfaceFiles.Page), page);
    }
}
