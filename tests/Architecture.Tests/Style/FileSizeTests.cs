using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Style;

/// <summary>A file that no longer fits in a reader's head is split, or says why not.</summary>
public sealed class FileSizeTests
{
    private const int Limit = 300;

    [Fact]
    public void No_file_is_longer_than_300_lines_without_a_reason()
    {
        var reasons = Reasons();

        var wrong = Repository.AllSources
            .Select(file => (file.Path, Lines: File.ReadLines(file.FullPath).Count()))
            .Where(file => file.Lines > Limit && !reasons.ContainsKey(file.Path))
            .Select(file => $"{file.Path}: {file.Lines} lines. Split it, or give its reason in tests/Architecture.Tests/Frozen/long-files.txt.")
            .ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_exception_still_exists_and_has_a_reason()
    {
        var long_ = Repository.AllSources.Where(file => File.ReadLines(file.FullPath).Count() > Limit).Select(file => file.Path).ToHashSet(StringComparer.Ordinal);

        Assert.All(Reasons(), entry =>
        {
            Assert.True(long_.Contains(entry.Key), $"{entry.Key} is not long any more; take it off long-files.txt.");
            Assert.True(entry.Value.Length > 20, $"{entry.Key} needs a reason in long-files.txt.");
        });
    }

    /// <summary>Lines of the form <c>path: reason</c>.</summary>
    private static Dictionary<string, string> Reasons() =>
        File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Architecture.Tests", "Frozen", "long-files.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(": ", 2))
            .ToDictionary(parts => parts[0], parts => parts.Length > 1 ? parts[1] : "", StringComparer.Ordinal);
}
