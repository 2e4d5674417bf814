using System.Globalization;

namespace PuppetEngine.Turns.Bench;

/// <summary>The sections of the card, in order.</summary>
internal static class Cards
{
    private static readonly (string Name, Func<string, bool, Task> Measure)[] Sections =
    [
        ("turns", TurnCard.PrintAsync),
        ("agents", AgentCard.PrintAsync),
        ("start", StartCard.PrintAsync),
        ("growth", GrowthCard.PrintAsync),
        ("fleet", FleetCard.PrintAsync),
    ];

    /// <summary>Prints the sections that are asked for; 64 for words it does not know.</summary>
    internal static async Task<int> PrintAsync(string[] args)
    {
        var quick = args.Contains("--quick");
        var at = Array.IndexOf(args, "--only");
        var only = at >= 0 && at + 1 < args.Length ? args[at + 1].Split(',') : [.. Sections.Select(s => s.Name)];
        if (args.Length != (quick ? 1 : 0) + (at >= 0 ? 2 : 0) || only.Except(Sections.Select(s => s.Name)).Any())
        {
            await Console.Error.WriteLineAsync($"bench: the words are --quick and --only {string.Join(',', Sections.Select(s => s.Name))}.");
            return 64;
        }

        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"## Turns on {Product.Host}: {Environment.ProcessorCount} cores, {memory:0.#} GiB, .NET {Environment.Version}, {TimeProvider.System.GetUtcNow():yyyy-MM-dd}{(quick ? ", quick" : "")}"));
        if (File.Exists("/proc/loadavg"))
        {
            Console.WriteLine($"\nLoad average at the start: {string.Join(' ', (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ').Take(3))}");
        }

        foreach (var (_, measure) in Sections.Where(s => only.Contains(s.Name)))
        {
            var folder = Directory.CreateTempSubdirectory("puppet-bench-").FullName;
            try
            {
                await measure(folder, quick);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }
}
