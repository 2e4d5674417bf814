using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Mentions;

/// <summary>A post as the emulated network has it.</summary>
internal sealed record Written(string Id, string Author, string? Parent, string Text, DateTimeOffset At);

/// <summary>A town in which agents read their mentions, over several lives of the process, and what stands in its books at the end.</summary>
internal sealed class TalkingTown(Town town, KillPoints points, IReadOnlyDictionary<string, string?> settings) : IAsyncDisposable
{
    public Town Town => town;

    public KillPoints Points => points;

    public static async Task<TalkingTown> OpenAsync(int seed, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(pair => pair.Name, pair => (string?)pair.Value);
        all["Puppet:Social:ReadMentions"] = "true";
        return new TalkingTown(await Town.OpenAsync(seed), new KillPoints(), all);
    }

    public ValueTask DisposeAsync() => town.DisposeAsync();

    public Task<Process> StartAsync() => Process.StartAsync(town, points, new ProcessSetup { Settings = settings });

    /// <summary>Defines agents, and lets them find out who they are.</summary>
    public async Task BeginAsync(IEnumerable<string> agents, Func<string, object?> behavior)
    {
        points.Begin(null, 0);
        await using var process = await StartAsync();
        foreach (var agent in agents)
        {
            var json = JsonSerializer.Serialize(new { id = agent, name = agent, description = "Somebody who lives by the water.", behavior = behavior(agent) });
            var result = await process.Grains.GetGrain<IAgentGrain>(agent).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = agent, Scopes = ApiScope.Admin });
            Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
        }

        await process.RunAsync(TimeSpan.FromMinutes(11));
    }

    public Task MentionAsync(string from, string to, string text) => town.TellAsync("/control/x/mentions", new { from, to, text, lag_ms = 0 });

    /// <summary>One life, which may end at a point.</summary>
    public async Task LiveAsync(TimeSpan length, string? death = null, int visit = 1)
    {
        points.Begin(death, visit);
        await using var process = await StartAsync();
        if (!await process.RunAsync(length))
        {
            await process.KillAsync();
        }
    }

    /// <summary>A last life, and what stands in the books after it.</summary>
    public async Task<TownBooks> EndAsync(IEnumerable<string> agents, TimeSpan length)
    {
        points.Begin(null, 0);
        await using var process = await StartAsync();
        await process.RunAsync(length);
        return await TownBooks.ReadAsync(process, town.Emulators, agents);
    }
}

/// <summary>What a town's books say.</summary>
internal sealed record TownBooks(
    Dictionary<string, List<JournalRow>> Rows,
    Dictionary<string, List<RelationshipView>> Relationships,
    List<EffectView> Effects,
    List<Written> Posts,
    Dictionary<string, List<string>> Likes)
{
    /// <summary>Reads the books of a process that stands still, and what its network has.</summary>
    public static async Task<TownBooks> ReadAsync(Process process, Uri emulators, IEnumerable<string> agents)
    {
        var rows = new Dictionary<string, List<JournalRow>>();
        var others = new Dictionary<string, List<RelationshipView>>();
        foreach (var agent in agents)
        {
            rows[agent] = await Books.JournalAsync(process.Services, agent);
            others[agent] = (await process.Grains.GetGrain<ICatalogReaderGrain>("reader").ListRelationships(agent, 200, null)).Items;
        }

        using var control = new HttpClient { BaseAddress = emulators };
        var posts = (await control.GetFromJsonAsync<JsonObject>("/control/x/posts?scripted=true"))!["items"]!.AsArray();
        var accounts = (await control.GetFromJsonAsync<JsonObject>("/control/x/accounts"))!["items"]!.AsArray();
        return new TownBooks(
            rows,
            others,
            await Books.EffectsAsync(process.Services),
            [.. posts.Where(p => p!["repost_of"] is null).Select(p => new Written((string)p!["id"]!, (string)p["author_id"]!, (string?)p["reply"]?["in_reply_to_tweet_id"], (string)p["text"]!, (DateTimeOffset)p["created_at"]!))],
            accounts.ToDictionary(a => (string)a!["handle"]!, a => a!["likes"]!.AsArray().Select(id => (string)id!).ToList()));
    }

    /// <summary>Every final decision: the agent and what it said.</summary>
    public List<(string Agent, JsonNode Said)> Decisions() =>
        [.. Rows.SelectMany(pair => pair.Value.Where(row => row.Kind == JournalKinds.Mention).Select(row => (pair.Key, PayloadOf(row)))).Where(one => (string)one.Item2["choice"]! != "hold")];

    /// <summary>Every talk that was thought about: the agent and the mention.</summary>
    public List<(string Agent, string Mention)> Talks() =>
        [.. Rows.SelectMany(pair => pair.Value.Where(row => row.Kind == JournalKinds.Relationship).Select(row => (pair.Key, (string)PayloadOf(row)["mention_id"]!)))];

    public JournalSource Source => (agent, below, _) => Task.FromResult<IReadOnlyList<JournalMaterial>>(
        [.. Rows[agent].Where(row => below == 0 || row.Seq < below).Reverse().Select(row => new JournalMaterial(row.Seq, row.Kind, row.EffectId, row.Payload is not { Length: > 0 } ? null : PayloadOf(row)))]);

    public static JsonNode PayloadOf(JournalRow row) => JsonNode.Parse(JournalPayload.Decompress(row.Payload))!;
}
