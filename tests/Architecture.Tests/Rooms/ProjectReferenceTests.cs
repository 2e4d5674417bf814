using System.Xml.Linq;
using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Rooms;

/// <summary>Every arrow between projects is one that the house's table allows, and points down.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[] Vendors = ["Providers.Llm", "Providers.X", "Providers.Solana", "Providers.Python", "Providers.Storage", "Providers.Web"];

    /// <summary>What each room may reference. Tests and benchmarks are free; LocalRuntime comes by the property UsesActorRuntime.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["LocalRuntime"] = [],
        ["ServiceDefaults"] = [],
        ["Grains.Abstractions"] = [],
        ["Engine"] = ["Grains.Abstractions"],
        ["Grains"] = ["Engine", "Grains.Abstractions"],
        ["Providers.Llm"] = ["Engine", "Grains.Abstractions"],
        ["Providers.X"] = ["Engine", "Grains.Abstractions"],
        ["Providers.Solana"] = ["Engine", "Grains.Abstractions"],
        ["Providers.Python"] = ["Engine", "Grains.Abstractions"],
        ["Providers.Storage"] = ["Engine", "Grains.Abstractions"],
        ["Providers.Web"] = ["Engine", "Grains.Abstractions"],
        ["Gateway.Api"] = ["Grains.Abstractions", "ServiceDefaults"],
        ["Emulators"] = [],
        ["Silo"] = ["Engine", "Grains", "Grains.Abstractions", "Gateway.Api", "Emulators", "ServiceDefaults", .. Vendors],
        ["Cli"] = ["Engine", "Grains", "Grains.Abstractions", "Gateway.Api", "Emulators", "ServiceDefaults", "Silo", .. Vendors],
    };

    public static TheoryData<string> Projects => [.. ProductProjects().Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_the_rooms_that_the_table_allows(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        Assert.True(Allowed.TryGetValue(name, out var allowed), $"{path} is a room that the table does not know. Add it to {nameof(ProjectReferenceTests)} and to docs.");

        var forbidden = References(Path.Combine(Repository.Root, path)).Except(allowed, StringComparer.Ordinal).ToList();

        Assert.True(forbidden.Count == 0, $"{path} may not reference {string.Join(", ", forbidden)}. Allowed: {string.Join(", ", allowed)}.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_meets_the_actor_runtime_only_as_its_floor_does(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var document = XDocument.Load(Path.Combine(Repository.Root, path));
        var uses = document.Descendants("UsesActorRuntime").Select(element => element.Value).SingleOrDefault();
        string?[] permitted = name switch
        {
            "Grains.Abstractions" or "Engine" => ["Wire"],
            "Grains" => ["Grains"],
            "Gateway.Api" => ["Client"],
            "Silo" => ["Silo"],
            "Cli" => [null, "Wire", "Client", "Silo"],
            "LocalRuntime" or "ServiceDefaults" or "Emulators" => [null],
            _ => [null, "Wire"],
        };

        Assert.Contains(uses, permitted);
    }

    [Fact]
    public void A_product_project_names_no_package_version_of_its_own()
    {
        var loose = ProductProjects()
            .SelectMany(file => XDocument.Load(file.FullPath).Descendants("PackageReference").Select(reference => (file, reference)))
            .Where(pair => pair.reference.Attribute("Version") is not null)
            .Select(pair => $"{pair.file.Path}: {pair.reference.Attribute("Include")?.Value}")
            .ToList();

        Assert.Empty(loose);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "PuppetEngine.Orleans.sln")).Replace('\\', '/');

        var missing = Repository.Files("*.csproj").Where(file => !solution.Contains(file.Path, StringComparison.Ordinal)).Select(file => file.Path).ToList();

        Assert.True(missing.Count == 0, $"Not in PuppetEngine.Orleans.sln: {string.Join(", ", missing)}. Add them by: dotnet sln add PATH");
    }

    private static IEnumerable<SourceFile> ProductProjects() =>
        Repository.Files("*.csproj").Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal) && !file.Path.StartsWith("bench/", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Where(name => name != "LocalRuntime");
}
