using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Emulators;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.TestHost;

/// <summary>The outside world of a test: emulators on the test's clock, which outlive every process, and a data directory.</summary>
public sealed class Town : IAsyncDisposable
{
    private readonly EmulatorHost _emulators;
    private readonly HttpClient _control;
    private readonly DirectoryInfo _directory;
    private bool _ended;

    private Town(EmulatorHost emulators, VirtualTimeProvider clock, DirectoryInfo directory)
    {
        _emulators = emulators;
        _control = new HttpClient { BaseAddress = emulators.Address };
        _directory = directory;
        Directory = Path.Combine(directory.FullName, "data");
        Clock = clock;
    }

    /// <summary>The clock of everybody.</summary>
    public VirtualTimeProvider Clock { get; }

    /// <summary>Where processes keep their data.</summary>
    public string Directory { get; }

    /// <summary>Where the emulators listen.</summary>
    public Uri Emulators => _emulators.Address;

    /// <summary>The world's id.</summary>
    public string WorldId => $"emulated-{_emulators.Id}";

    /// <summary>Opens the town.</summary>
    /// <param name="seed">The seed of everything that the emulators draw.</param>
    /// <param name="start">When it is; the clock's own start by default.</param>
    public static async Task<Town> OpenAsync(int seed, DateTimeOffset? start = null)
    {
        var clock = start is { } at ? new VirtualTimeProvider(at) : new VirtualTimeProvider();
        var emulators = new EmulatorHost(new EmulatorOptions { Port = 0, Seed = seed, X = new XEmulatorOptions { Tier = "enterprise" } }, clock);
        await emulators.StartAsync();
        return new Town(emulators, clock, System.IO.Directory.CreateTempSubdirectory("puppet-town-"));
    }

    /// <summary>Sets faults.</summary>
    public async Task SetFaultsAsync(params object[] rules)
    {
        foreach (var rule in rules)
        {
            await TellAsync("/control/faults", rule);
        }
    }

    /// <summary>Counts of what was asked of the emulators, by group and name.</summary>
    public async Task<JsonObject> CountersAsync() => (await _control.GetFromJsonAsync<JsonObject>("/control/counters"))!;

    /// <summary>How many requests models have answered or refused.</summary>
    public async Task<long> ModelRequestsAsync() => (long)(await _control.GetFromJsonAsync<JsonObject>("/control/llm/requests?limit=0"))!["total"]!;

    /// <summary>What was said to models, oldest first: each request's system prompt and the rest of its messages.</summary>
    public async Task<List<(string System, string Said)>> PromptsAsync()
    {
        var requests = (await _control.GetFromJsonAsync<JsonObject>("/control/llm/requests"))!["items"]!.AsArray().OrderBy(r => (long)r!["number"]!);
        return [.. requests.Select(r => r!["messages"]!.AsArray().ToLookup(m => (string)m!["role"]! == "system", m => (string)m!["content"]!))
            .Select(m => (string.Join('\n', m[true]), string.Join('\n', m[false])))];
    }

    /// <summary>Says something to the emulators' control API.</summary>
    public async Task TellAsync(string path, object body)
    {
        using var answer = await _control.PostAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"The emulator refused {path}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Says something to the emulators' control API; what it answers.</summary>
    public async Task<JsonObject> AskAsync(string path, object body)
    {
        using var answer = await _control.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>The posts that were answered, one for each answer that landed.</summary>
    public async Task<List<string>> AnsweredAsync() =>
        [.. (await _control.GetFromJsonAsync<JsonObject>("/control/x/posts"))!["items"]!.AsArray().Select(p => (string?)p!["reply"]?["in_reply_to_tweet_id"]).OfType<string>()];

    /// <summary>Clears all faults.</summary>
    public async Task ClearFaultsAsync()
    {
        using var answer = await _control.DeleteAsync("/control/faults");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>All posts that landed.</summary>
    public async Task<List<LandedPost>> PostsAsync()
    {
        var posts = await _control.GetFromJsonAsync<JsonObject>("/control/x/posts");
        return [.. posts!["items"]!.AsArray().Select(p => new LandedPost((string)p!["id"]!, (string)p["author_id"]!, (string?)p["sent_text"] ?? (string)p["text"]!, (DateTimeOffset)p["created_at"]!)
        {
            ReplyToId = (string?)p["reply"]?["in_reply_to_tweet_id"], QuoteOfId = (string?)p["quote_tweet_id"],
        })];
    }

    /// <summary>Ends the outside world for good; the data stays until the town is closed.</summary>
    public async Task EndWorldAsync()
    {
        if (!_ended)
        {
            _ended = true;
            _control.Dispose();
            await _emulators.DisposeAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndWorldAsync();
        _directory.Delete(recursive: true);
    }
}

/// <summary>A post as the emulated network has it.</summary>
public sealed record LandedPost(string Id, string AuthorId, string Text, DateTimeOffset At)
{
    /// <summary>The post that it answers; null for a post of its own.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>The post that it quotes; null when it quotes none.</summary>
    public string? QuoteOfId { get; init; }
}
