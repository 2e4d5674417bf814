using System.Text.Json.Nodes;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Posts;

/// <summary>What one account says no other of the house says: X suspends for identical content on several accounts.</summary>
public sealed class SaidElsewhereTests
{
    private const string Fog = "The fog over the breakwater has a colour that nobody named yet.";

    [Fact]
    public async Task One_text_that_twelve_accounts_are_told_to_post_at_once_is_posted_by_one()
    {
        await using var town = await Town.OpenAsync(61);
        await using var process = await Process.StartAsync(town, null);
        var names = Enumerable.Range(1, 12).Select(n => $"gull{n}").ToList();
        foreach (var name in names)
        {
            await DefineAsync(process, name);
        }

        await process.RunAsync(TimeSpan.FromMinutes(2));
        var asked = await Task.WhenAll(names.Select(name => process.Grains.GetGrain<IAgentGrain>(name).Post(new PostCommand { Cause = "k/1", BodyHash = "1", Text = Fog, Force = true })));
        await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(6));

        var ends = (await Books.EffectsAsync(process.Services)).Where(e => asked.Any(a => a.Effect!.EffectId == e.EffectId)).ToList();
        Assert.Single(ends, e => e.State == EffectState.Confirmed);
        Assert.Equal(11, ends.Count(e => (e.State, e.Verdict) == (EffectState.Failed, "identical_elsewhere")));
        Assert.Single(await town.PostsAsync(), p => p.Text == Fog);
    }

    [Fact]
    public async Task A_model_that_writes_what_another_account_said_writes_anew_and_the_decision_replays()
    {
        await using var town = await Town.OpenAsync(62);
        await using var process = await Process.StartAsync(town, null);
        await DefineAsync(process, "ada");
        await DefineAsync(process, "bo");
        await process.RunAsync(TimeSpan.FromMinutes(2));
        await town.TellAsync("/control/llm/replies", new[] { new { content = Fog, contains = "the fog", times = 2 } });

        var first = await PostAsync(process, town, "ada");
        var second = await PostAsync(process, town, "bo");
        Assert.Equal((EffectState.Confirmed, Fog), (first.State, first.Text));
        Assert.Equal(EffectState.Confirmed, second.State);
        Assert.NotEqual(Fog, second.Text);
        Assert.Contains("Another account of this house has said the same", (await town.PromptsAsync())[^1].Said, StringComparison.Ordinal);

        var rows = (await Books.JournalAsync(process.Services, "bo")).Select(r => new JournalMaterial(r.Seq, r.Kind, r.EffectId, r.Payload is null ? null : JsonNode.Parse(JournalPayload.Decompress(r.Payload)))).Reverse().ToList();
        var decision = await RecordedDecision.FindAsync((_, below, _) => Task.FromResult<IReadOnlyList<JournalMaterial>>([.. rows.Where(r => below == 0 || r.Seq < below)]), "bo", second.EffectId, CancellationToken.None);
        Assert.All(decision.Replay(), step => Assert.True(step.IsEqual && step.IsRecorded, $"{step.What}: recorded '{step.Recorded}', now '{step.Replayed}'"));
    }

    private static async Task DefineAsync(Process process, string id)
    {
        var json = $$"""
            {"id": "{{id}}", "name": "{{id}}", "handle": "{{id}}", "description": "Walks along the harbour.", "personality": {"interests": ["tides", "ropes", "gulls"]},
             "behavior": {"post_frequency": {"min_hours_between_posts": 10000, "max_hours_between_posts": 10001} } }
            """;
        var defined = await process.Grains.GetGrain<IAgentGrain>(id).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = "1", Scopes = ApiScope.Admin });
        Assert.True(defined.Accepted, string.Join("; ", defined.Problems.Select(p => p.Message)));
    }

    private static async Task<EffectView> PostAsync(Process process, Town town, string agent)
    {
        var result = await process.Grains.GetGrain<IAgentGrain>(agent).Post(new PostCommand { Cause = "k/1", BodyHash = "1", Topic = "the fog", Force = true });
        Assert.True(result.Problem is null, $"{result.Problem} {result.Detail}");
        await process.RunUntilAsync(town.Clock.GetUtcNow() + TimeSpan.FromMinutes(6));
        return (await Books.EffectsAsync(process.Services)).Single(e => e.EffectId == result.Effect!.EffectId);
    }
}
