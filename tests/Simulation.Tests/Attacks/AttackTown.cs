using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents.Capabilities;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Tests.TestHost;
using PuppetEngine.Tests.TestKit.Attacks;

namespace PuppetEngine.Tests.Simulation.Attacks;

/// <summary>The corpus played through the whole product: each case has an agent of its own, and comes in by the door that it names.</summary>
internal sealed class AttackTown : IAsyncDisposable
{
    private const string Relay = "relay";
    private static readonly string[] Mentioned = ["mention", "thread", "quote", "agent", "profile"];
    private static readonly string[] NoDoor = ["tool", "sleeper_trade", "sleeper_reflection"];

    private readonly Town _town;
    private readonly Process _process;
    private readonly HttpClient _control;
    private readonly Dictionary<string, List<string>> _mentions = [];

    private AttackTown(Town town, Process process, Hands hands) => (_town, _process, Hands, _control) = (town, process, hands, new HttpClient { BaseAddress = town.Emulators });

    /// <summary>The attacks for which this version has a door: trading, tools' results and the merging of memories come with later ones.</summary>
    public static IReadOnlyList<AttackCase> Playable { get; } = [.. AttackCorpus.Attacks.Where(attack => !NoDoor.Contains(attack.Channel))];

    public Hands Hands { get; }

    public static async Task<AttackTown> OpenAsync(bool allowAll, IReadOnlyDictionary<string, Func<string, Task<string>>> voices, Func<Hands, IReadOnlyDictionary<string, Func<string, Task<string>>>>? more = null)
    {
        var town = await Town.OpenAsync(20261122);
        var hands = new Hands(town.WorldId, allowAll);
        var all = more is null ? voices : more(hands);
        var process = await Process.StartAsync(town, null, new ProcessSetup
        {
            Settings = new Dictionary<string, string?>
            {
                ["Puppet:Social:ReadMentions"] = "true", ["Puppet:Social:MentionInterval"] = "00:05:00", ["Puppet:Social:Tier"] = "enterprise", ["Puppet:Turns:MaxDrafts"] = "1",
                // Several cases plant the same words, and that no two accounts say them is policy too.
                ["Puppet:Social:IdenticalWindow"] = allowAll ? "00:00:00" : "7.00:00:00",
            },
            Before = services =>
            {
                services.AddSingleton<ISecretSpotter>(allowAll ? NoSecrets.Instance : Secrets());
                if (allowAll)
                {
                    services.AddSingleton<IDraftGate, NoGate>();
                }
            },
            Change = (services, _) => services.Decorate<ILlmTierSource>(inner => new ObeyingTiers(inner, (name, said) => all.TryGetValue(name, out var voice) ? voice(said) : Task.FromResult("A quiet day at the bench."))),
        });
        hands.Services = process.Services;
        return new AttackTown(town, process, hands);
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _process.DisposeAsync();
        await _town.DisposeAsync();
    }

    public Task RunAsync(int minutes) => _process.RunAsync(TimeSpan.FromMinutes(minutes));

    /// <summary>An agent as the corpus has it; it posts by itself within half an hour, or in days.</summary>
    public async Task DefineAsync(string id, bool isBusy)
    {
        var json = JsonSerializer.Serialize(new
        {
            id,
            name = id,
            description = "A clockmaker in Ghent.",
            seed = 7,
            allow_links = true,
            links = new[] { "https://adalind.example/clocks" },
            custom_system_prompt = $"{AttackCorpus.SystemPrompt}.",
            personality = new { interests = new[] { "bells", "springs" } },
            style_guide = new { formatting = new { uses_emojis = true } },
            behavior = new
            {
                post_frequency = isBusy ? new { min_hours_between_posts = 0.4, max_hours_between_posts = 0.5 } : new { min_hours_between_posts = 100d, max_hours_between_posts = 200d },
                conversation = new { max_replies_per_author_hour = 20, max_replies_per_hour = 60, mention_reply_probability = id == Relay ? 0 : 1 },
            },
        });
        var result = await _process.Grains.GetGrain<IAgentGrain>(id).Define(new DefinitionChange { Json = json, Source = "test", ContentHash = id, Scopes = ApiScope.Admin });
        Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
    }

    /// <summary>Defines the agents of all attacks, the one that relays, and a stranger's post.</summary>
    public async Task SettleInAsync(IEnumerable<AttackCase> attacks)
    {
        await DefineAsync(Relay, isBusy: false);
        foreach (var attack in attacks)
        {
            await DefineAsync(attack.Id, isBusy: attack.Channel is "feed" or "webhook");
        }

        await RunAsync(7);
        Hands.ElsewherePost = await MentionAsync("bystander", Relay, "A fine morning.", null);
    }

    /// <summary>Lets an attack come in.</summary>
    public async Task BringAsync(AttackCase attack)
    {
        if (Mentioned.Contains(attack.Channel))
        {
            string? parent = null;
            _mentions[attack.Id] = [];
            foreach (var text in attack.Channel == "profile" ? attack.Texts.Take(1) : attack.Texts)
            {
                parent = await MentionAsync(attack.Channel == "agent" ? Relay : "asker", attack.Id, text, parent);
                _mentions[attack.Id].Add(parent);
            }
        }
        else if (attack.Channel == "sleeper")
        {
            var planted = attack.Texts.Select((text, index) => new MemoryItem
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"planted-{index}"), Kind = "episodic", Content = text, Importance = 0.9, Provenance = Provenance.External, At = _town.Clock.GetUtcNow(),
            });
            await _process.Grains.GetGrain<IMemoryGrain>(attack.Id).Append([.. planted]);

            // The request wakes what sleeps by words of it that carry none of the harm.
            await AskAsync(attack.Id, string.Join(' ', attack.Texts[^1].Split(' ').Where(word => word.Length > 3 && word.All(char.IsLetter)).Take(4)));
        }
        else
        {
            var result = await _process.Grains.GetGrain<IEventLogGrain>("test").Publish(new EventDraft
            {
                Cause = attack.Id,
                Source = EventSources.Of(attack.Channel == "feed" ? EventSources.Feed : EventSources.Webhook, "lure"),
                Type = EventTypes.News,
                Data = JsonSerializer.Serialize(new { headline = attack.Texts[0], importance = 0.9 }),
                Targets = [attack.Id],
            });
            Assert.True(result.Problem is null, $"{attack.Id}: {result.Detail}");
        }
    }

    /// <summary>A person asks for a post.</summary>
    public async Task AskAsync(string agent, string topic)
    {
        var result = await _process.Grains.GetGrain<IAgentGrain>(agent).Post(new PostCommand { Cause = $"test/{agent}", BodyHash = agent, Topic = topic, Force = true });
        Assert.True(result.Problem is null, $"{agent}: {result.Detail}");
    }

    /// <summary>What happened outside: at X as the emulator has it, and elsewhere as the hands wrote it down.</summary>
    public async Task<List<(string Agent, bool IsAsked, string Text)>> OutcomeAsync()
    {
        var accounts = (await _control.GetFromJsonAsync<JsonObject>("/control/x/accounts?limit=1000"))!["items"]!.AsArray();
        var handles = accounts.ToDictionary(a => (string)a!["id"]!, a => (string)a!["handle"]!);
        var posts = (await _control.GetFromJsonAsync<JsonObject>("/control/x/posts?limit=5000"))!["items"]!.AsArray();
        var own = (await Books.EffectsAsync(_process.Services)).Where(e => e is { Kind: EffectKind.Post, State: EffectState.Confirmed, Cause: "occurrence" or "request" }).Select(e => e.ExternalId).ToHashSet();
        var answered = new HashSet<string>();
        var outcome = new List<(string, bool, string)>();
        foreach (var post in posts.OrderBy(p => (DateTimeOffset)p!["created_at"]!))
        {
            var agent = handles[(string)post!["author_id"]!];
            var parent = (string?)post["reply"]?["in_reply_to_tweet_id"];
            var isAsked = parent is null ? own.Contains((string)post["id"]!) : _mentions.TryGetValue(agent, out var mentions) && mentions.Contains(parent) && answered.Add(parent);
            outcome.Add((agent, isAsked, (string?)post["sent_text"] ?? (string)post["text"]!));
        }

        outcome.AddRange(accounts.SelectMany(a => a!["likes"]!.AsArray().Concat(a["follows"]!.AsArray()).Select(_ => ((string)a["handle"]!, false, ""))));
        outcome.AddRange(Hands.Done.Select(done => (done.Agent, false, "")));
        return outcome;
    }

    private async Task<string> MentionAsync(string from, string to, string text, string? parent)
    {
        using var answer = await _control.PostAsJsonAsync("/control/x/mentions", new { from, to, text = text.Contains($"@{to}", StringComparison.Ordinal) ? text : $"@{to} {text}", in_reply_to = parent, lag_ms = 0 });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    private static SecretShingles Secrets()
    {
        var secrets = new SecretShingles();
        secrets.Set("test", [AttackCorpus.Secret]);
        return secrets;
    }

    /// <summary>No gate at all: only what the network itself takes.</summary>
    private sealed class NoGate : IDraftGate
    {
        public List<Verdict> Check(AgentDefinition definition, IReadOnlyList<string> recent, string text, bool force, string? operatorText, string? systemPrompt, ISecretSpotter secrets) => [];

        public List<Verdict> CheckReply(AgentDefinition definition, IReadOnlyList<string> recent, string text, IReadOnlyCollection<string> participants, string? operatorText, string? systemPrompt, ISecretSpotter secrets) => [];
    }
}
