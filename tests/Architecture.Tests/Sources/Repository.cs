namespace PuppetEngine.Tests.Architecture.Sources;

/// <summary>The checked-out sources, found by walking up from the test program to the solution file.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = ["artifacts", "bin", "obj", "node_modules", ".git", "data"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file of the product, without tests and benchmarks.</summary>
    public static IReadOnlyList<SourceFile> ProductSources { get; } =
        [.. Files("*.cs").Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal) && !file.Path.StartsWith("bench/", StringComparison.Ordinal))];

    /// <summary>Every C# file, tests too.</summary>
    public static IReadOnlyList<SourceFile> AllSources { get; } = [.. Files("*.cs")];

    /// <summary>Files by pattern, with paths relative to the root and forward slashes, in a stable order.</summary>
    public static IEnumerable<SourceFile> Files(string pattern)
    {
        return Walk(Root, pattern)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path).Replace('\\', '/'), path))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(folder, pattern))
        {
            yield return file;
        }

        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            if (Skipped.Contains(Path.GetFileName(child), StringComparer.Ordinal))
            {
                continue;
            }

            foreach (var file in Walk(child, pattern))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PuppetEngine.Orleans.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("PuppetEngine.Orleans.sln was not found above the test program; run the tests inside the repository.");
    }
}
