using System.Text.Json;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>What is counted when the faults are over: the product's own books against what stands at the emulated network.</summary>
internal static class Reckoning
{
    /// <summary>Asserts that every cause had its effect once, or not at all and says why; returns the number of confirmed posts.</summary>
    public static async Task<int> VerifyAsync(TroubledTown town, Process process, ITestOutputHelper output)
    {
        var effects = await Books.EffectsAsync(process.Services);
        var posts = await town.PostsAsync();
        output.WriteLine($"{effects.Count} effects: {string.Join(", ", effects.GroupBy(e => e.State).Select(s => $"{s.Count()} {s.Key}"))}; {posts.Count} posts, {town.Sends.All.Count} requests to post");
        output.WriteLine(string.Join(", ", effects.Where(e => e.State == EffectState.Failed).GroupBy(e => e.Verdict).Select(g => $"{g.Count()} {g.Key} ({g.First().Detail})")));
        foreach (var open in effects.Where(e => e.State is EffectState.Attempting or EffectState.Planned))
        {
            output.WriteLine($"still open at {town.Clock.GetUtcNow():u}: {open.AgentId} {open.State} since {open.UpdatedAt:u}, attempt {open.Attempts}, {open.Verdict} {open.Detail}");
            (await Books.JournalAsync(process.Services, open.AgentId)).TakeLast(12).ToList().ForEach(r => output.WriteLine($"    {DateTimeOffset.FromUnixTimeMilliseconds(r.AtMs):u} {r.Kind} {r.Summary}"));
        }

        Assert.All(effects, e => Assert.Contains(e.State, new[] { EffectState.Confirmed, EffectState.Failed, EffectState.Cancelled }));
        Assert.All(effects.Where(e => e.State != EffectState.Confirmed), e => Assert.NotEqual("", e.Verdict));
        var confirmed = effects.Where(e => e.State == EffectState.Confirmed).Select(e => e.ExternalId!).ToList();
        Assert.Equal(confirmed.Distinct().Count(), confirmed.Count);
        Assert.Equal(posts.Select(p => p.Id).Order(), confirmed.Order());
        Assert.Empty(town.Sends.Violations());
        foreach (var agent in await Residents.ListAsync(process))
        {
            await VerifyJournalAsync(process, agent, effects);
        }

        return confirmed.Count;
    }

    /// <summary>Every mention was decided on once, by one agent, and answered once where an answer was decided on, or its effect says why not.</summary>
    public static async Task VerifyMentionsAsync(TroubledTown town, Process process, ITestOutputHelper output)
    {
        var decisions = await DecisionsAsync(process);
        output.WriteLine($"{town.Mentions.Count} mentions: {string.Join(", ", decisions.CountBy(d => $"{d.Choice} ({d.Reason})").Select(c => $"{c.Value} {c.Key}"))}");
        var undecided = town.Mentions.Except(decisions.Select(d => d.MentionId)).ToList();
        if (undecided.Count > 0)
        {
            await TellAsync(town, process, output, undecided);
        }

        Assert.Equal(town.Mentions.Order(), decisions.Select(d => d.MentionId).Order());
        var replies = (await Books.EffectsAsync(process.Services)).Where(e => e.Kind == EffectKind.Reply).ToList();
        Assert.Equal(decisions.Where(d => d.Choice == "answer").Select(d => d.MentionId).Order(), replies.Select(e => e.TargetId!).Order());
        Assert.Equal((await town.AnsweredAsync()).Order(), replies.Where(e => e.State == EffectState.Confirmed).Select(e => e.TargetId!).Order());
    }

    /// <summary>What is known of mentions that nobody decided on: whose they are, and where their accounts stand.</summary>
    private static async Task TellAsync(TroubledTown town, Process process, ITestOutputHelper output, List<string> undecided)
    {
        output.WriteLine($"now {town.Clock.GetUtcNow():O}; not decided on: {string.Join(", ", undecided.Select(id => $"{id} of {WrittenAt(id):O}"))}");
        foreach (var agent in await Residents.ListAsync(process))
        {
            var card = await process.Grains.GetGrain<IAgentGrain>(agent).GetCard();
            var account = await process.Grains.GetGrain<IXAccountGrain>(card.AccountKey).GetStatus();
            output.WriteLine($"{agent} {card.Status} {card.StatusReason}: {JsonSerializer.Serialize(account)}");
        }
    }

    /// <summary>The time that X's ids hold above their 22nd bit, in milliseconds since X's epoch.</summary>
    private static DateTimeOffset WrittenAt(string postId) => DateTimeOffset.FromUnixTimeMilliseconds((long)(PostIds.Parse(postId) >> 22) + 1_288_834_974_657);

    /// <summary>What was decided about mentions, for good.</summary>
    public static async Task<List<JournalPayloads.Mention>> DecisionsAsync(Process process)
    {
        var decisions = new List<JournalPayloads.Mention>();
        foreach (var agent in await Residents.ListAsync(process))
        {
            var rows = await Books.JournalAsync(process.Services, agent);
            decisions.AddRange(rows.Where(r => r.Kind == JournalKinds.Mention)
                .Select(r => JsonSerializer.Deserialize<JournalPayloads.Mention>(JournalPayload.Decompress(r.Payload), JournalPayload.Json)!)
                .Where(d => d.Choice != "hold"));
        }

        return decisions;
    }

    /// <summary>
    /// The journal is whole, and each due time of the schedule stands in it once: with the one effect that it became, or as skipped. The
    /// schedule counts the times that it drew, so that one which vanished would show.
    /// </summary>
    private static async Task VerifyJournalAsync(Process process, string agent, List<EffectView> effects)
    {
        var verdict = await process.Grains.GetGrain<IJournalReaderGrain>("reader").Verify(agent);
        Assert.True(verdict.Intact, $"{agent}: {string.Join("; ", verdict.Problems)}");
        var rows = await Books.JournalAsync(process.Services, agent);
        var due = rows.Where(r => r.Kind == JournalKinds.Planned)
            .Select(r => (r.EffectId, Planned: JsonSerializer.Deserialize<JournalPayloads.Planned>(JournalPayload.Decompress(r.Payload), JournalPayload.Json)!))
            .Where(p => p.Planned.Due is not null && p.Planned.Cause.StartsWith("occurrence:", StringComparison.Ordinal))
            .ToList();
        Assert.All(due, d => Assert.Equal(EffectId.From(agent, EffectId.OfOccurrence("post", d.Planned.Due!.Value)), d.EffectId));
        Assert.Equal(due.Count, due.Select(d => d.Planned.Due).Distinct().Count());
        Assert.Equal(due.Select(d => d.EffectId).Order(), effects.Where(e => e.AgentId == agent && e.Cause == "occurrence").Select(e => e.EffectId).Order());
        var drawn = (await process.Grains.GetGrain<IAgentGrain>(agent).GetDraftMaterial()).OccurrenceIndex;
        Assert.Equal(drawn, due.Count + rows.Count(r => r.Kind == JournalKinds.Skipped));
    }
}
