namespace PuppetEngine.Tests.Runtime.Conformance.Surface;

/// <summary>The files that hold the surface, in the sources.</summary>
internal static class SurfaceFiles
{
    /// <summary>Set to 1, the tests write the files instead of comparing them.</summary>
    internal static bool AreWritten => Environment.GetEnvironmentVariable("PUPPET_WRITE_SURFACE") == "1";

    internal static string Baseline => Path.Combine(Root, "tests", "Runtime.Conformance", "Surface", "orleans-10.4.txt");

    internal static string Page => Path.Combine(Root, "docs", "orleans-api.md");

    /// <summary>The names of types whose lines the baseline holds.</summary>
    internal static string Types => Path.Combine(Root, "tests", "Runtime.Conformance", "Surface", "types.txt");

    private static string Root
    {
        get
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

    /// <summary>Type by type, its lines indented below its name.</summary>
    internal static string Text(IEnumerable<KeyValuePair<string, List<string>>> types) =>
        string.Concat(types.Select(type => $"{type.Key}\n{string.Concat(type.Value.Select(line => $"    {line}\n"))}"));

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    internal static Dictionary<string, HashSet<string>> Read(string path)
    {
        var types = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        HashSet<string> current = [];
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
            {
                current.Add(line.Trim());
            }
            else
            {
                types.Add(line, current = []);
            }
        }

        return types;
    }
}
