namespace PuppetEngine.Tests.Architecture.Sources;

/// <summary>
/// A list of names that stored data and running neighbours depend on, kept as a text file beside the tests. A line that vanishes
/// or changes is a break; a new line is accepted on purpose, by running the tests once with <c>PUPPET_ACCEPT_FROZEN=1</c>.
/// </summary>
internal static class FrozenList
{
    public static void Verify(string name, IEnumerable<string> actual)
    {
        var path = Path.Combine(Repository.Root, "tests", "Architecture.Tests", "Frozen", name);
        var now = actual.Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("PUPPET_ACCEPT_FROZEN") == "1")
        {
            File.WriteAllLines(path, now);
        }

        var frozen = File.Exists(path) ? File.ReadAllLines(path) : [];
        var gone = frozen.Except(now, StringComparer.Ordinal).Select(line => "- " + line);
        var added = now.Except(frozen, StringComparer.Ordinal).Select(line => "+ " + line);
        var difference = gone.Concat(added).ToList();
        Assert.True(difference.Count == 0,
            $"tests/Architecture.Tests/Frozen/{name} and the code differ. A line with - breaks stored data or a running neighbour: take the change back. "
            + "Lines with + alone are additions: accept them by PUPPET_ACCEPT_FROZEN=1 dotnet run --project tests/Architecture.Tests\n"
            + string.Join('\n', difference));
    }
}
