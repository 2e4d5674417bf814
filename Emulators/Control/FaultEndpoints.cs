using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Llm;
using PuppetEngine.Emulators.X;

namespace PuppetEngine.Emulators.Control;

/// <summary>Faults and counters on the control API.</summary>
internal sealed class FaultEndpoints(FaultBook faults, CounterBook counters, XWorld world, LlmFaults llmFaults)
{
    public IResult List() => ControlJson.Ok(new { items = faults.Rules });

    /// <summary>Adds rules: one, a list, or <c>{"seed":…,"rules":[…]}</c>.</summary>
    public async Task<IResult> AddAsync(HttpRequest request)
    {
        var (rules, root) = await ControlJson.ReadListAsync<FaultRule>(request, "rules");
        foreach (var rule in rules)
        {
            _ = rule.ParsedKind;
            if (rule.Share is < 0 or > 1)
            {
                throw new FormatException($"The share {rule.Share} is outside 0-1.");
            }
        }

        var seed = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("rules", out _) && root.TryGetProperty("seed", out var s) && s.TryGetInt32(out var n)
            ? n
            : (int?)null;
        return ControlJson.Ok(new { items = faults.Add(rules, seed) }, 201);
    }

    /// <summary>Ends every fault, and opens the windows, caps and credits that faults closed.</summary>
    public IResult Clear()
    {
        faults.Clear();
        llmFaults.Clear();
        world.OpenAll();
        return Results.NoContent();
    }

    public IResult Remove(string id) => faults.Remove(id) ? Results.NoContent() : Results.NotFound();

    public IResult Counters() => ControlJson.Ok(Complete(counters.Snapshot()));

    public IResult ClearCounters()
    {
        counters.Clear();
        return Results.NoContent();
    }

    /// <summary>Counters that callers assert on are there also when they are zero.</summary>
    private static SortedDictionary<string, SortedDictionary<string, long>> Complete(SortedDictionary<string, SortedDictionary<string, long>> groups)
    {
        (string Group, string[] Names)[] always =
        [
            ("x", ["posts", "deletions", "duplicates", "unauthorized", "closed_window", "after_cap", "after_402", "refreshes", "refresh_refused", "repeated_replies", "unsolicited_mentions"]),
            ("llm", ["unauthorized", "after_quota"]),
            ("solana", ["sent", "bad_signatures", "preflight_failures"]),
            ("jupiter", ["unauthorized", "limited"]),
        ];
        foreach (var (group, names) in always)
        {
            if (!groups.TryGetValue(group, out var counts))
            {
                groups.Add(group, counts = new(StringComparer.Ordinal));
            }

            foreach (var name in names)
            {
                counts.TryAdd(name, 0);
            }
        }

        return groups;
    }
}
