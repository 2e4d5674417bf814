namespace PuppetEngine.Tests.Engine.Agents.Definitions;

/// <summary>Finds files of the checked-out repository.</summary>
internal static class AgentsFolder
{
    private static string Root { get; } = FindRoot();

    public static string Schema => File.ReadAllText(Path.Combine(Root, "agents", "agent.schema.json"));

    public static IEnumerable<(string Name, string Text)> Samples => Directory.EnumerateFiles(Path.Combine(Root, "agents"), "*.json")
        .Where(path => !path.EndsWith(".schema.json", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    public static string Page => File.ReadAllText(Path.Combine(Root, "docs", "agents.md"));

    public static string Golden(string name) => File.ReadAllText(Path.Combine(Root, "tests", "Engine.Tests", "Agents", "Definitions", "Golden", name));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PuppetEngine.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
