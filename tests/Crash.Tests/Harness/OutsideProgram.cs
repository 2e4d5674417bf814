using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>Emulators in a process of their own, as <c>puppet emulators</c> starts them, and their control API.</summary>
internal sealed class OutsideProgram : IAsyncDisposable
{
    private readonly ProgramRun _run;
    private readonly HttpClient _control;

    private OutsideProgram(ProgramRun run, Uri address) => (_run, Address, _control) = (run, address, new HttpClient { BaseAddress = address });

    /// <summary>Where they listen.</summary>
    public Uri Address { get; }

    /// <summary>Starts them on a free port.</summary>
    public static async Task<OutsideProgram> StartAsync(string directory)
    {
        var run = ProgramRun.Start(["emulators"], new Dictionary<string, string> { ["PUPPET_DATA_DIR"] = directory, ["Puppet__Emulators__BaseUrl"] = "http://127.0.0.1:0" });
        return new OutsideProgram(run, new Uri(await run.WaitForAsync(@"Emulators \S+ at (http://127\.0\.0\.1:\d+)", Place.Patience)));
    }

    /// <summary>Sets a fault.</summary>
    public async Task SetFaultAsync(object rule)
    {
        using var answer = await _control.PostAsJsonAsync("/control/faults", rule);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Ends all faults.</summary>
    public async Task ClearFaultsAsync()
    {
        using var answer = await _control.DeleteAsync("/control/faults");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The ids of all posts that landed.</summary>
    public async Task<List<string>> PostsAsync() =>
        [.. (await _control.GetFromJsonAsync<JsonObject>("/control/x/posts"))!["items"]!.AsArray().Select(p => (string)p!["id"]!)];

    /// <summary>The posts that were answered, one for each answer that landed.</summary>
    public async Task<List<string>> RepliesAsync() =>
        [.. (await _control.GetFromJsonAsync<JsonObject>("/control/x/posts"))!["items"]!.AsArray().Select(p => (string?)p!["reply"]?["in_reply_to_tweet_id"]).OfType<string>()];

    /// <summary>A stranger writes to an account; the post's id.</summary>
    public async Task<string> MentionAsync(string from, string to, string text)
    {
        using var answer = await _control.PostAsJsonAsync("/control/x/mentions", new { from, to, text, lag_ms = 0 });
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, body);
        return (string)JsonNode.Parse(body)!["id"]!;
    }

    /// <summary>Requests that came to a route, as <c>POST /x/2/tweets</c>; to any route of X where none is named.</summary>
    public async Task<long> RequestsAsync(string? route = null)
    {
        var counters = (await _control.GetFromJsonAsync<JsonObject>("/control/counters"))!;
        return counters["requests"]?.AsObject().Where(c => route is null ? c.Key.Contains(" /x/", StringComparison.Ordinal) : c.Key == route).Sum(c => (long)c.Value!) ?? 0;
    }

    /// <summary>How often each kind of fault hit, in words.</summary>
    public async Task<string> FaultsAsync() =>
        string.Join(", ", (await _control.GetFromJsonAsync<JsonObject>("/control/counters"))!["faults"]?.AsObject().Select(c => $"{c.Value} {c.Key}") ?? []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _run.DisposeAsync();
    }
}
