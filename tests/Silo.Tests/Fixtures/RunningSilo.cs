using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PuppetEngine.Tests.TestKit.Processes;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Silo.Fixtures;

/// <summary>A product that is up, and a client with its first key.</summary>
internal sealed partial class RunningSilo : IAsyncDisposable
{
    private readonly HttpClient _http;
    private int _asked;

    private RunningSilo(ProgramProcess process, Uri address, string key)
    {
        (Process, Address, Key) = (process, address, key);
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = Eventually.Patience };
    }

    /// <summary>The process.</summary>
    public ProgramProcess Process { get; }

    /// <summary>Where the gateway listens.</summary>
    public Uri Address { get; }

    /// <summary>The key of the first start.</summary>
    public string Key { get; }

    /// <summary>Reads the address from the start's block.</summary>
    public static RunningSilo Of(ProgramProcess process, string key) =>
        new(process, new Uri(Console().Match(process.Output) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException(process.Output)), key);

    /// <summary>Asks the gateway.</summary>
    public Task<Answer> GetAsync(string path, string? key = null) => SendAsync(HttpMethod.Get, path, null, key);

    /// <summary>Sends a JSON body, with an Idempotency-Key of its own.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, string? key = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Key);
        request.Headers.Add("Idempotency-Key", $"test-{Interlocked.Increment(ref _asked)}");
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ToString());
    }

    /// <summary>Asks an agent for a post on a topic and waits for its end, also beyond the longest wait of one request.</summary>
    public async Task<Answer> PostAsync(string agent, string topic = "the first frost")
    {
        var answer = await SendAsync(HttpMethod.Post, $"/v1/agents/{agent}/posts?wait=25", JsonSerializer.Serialize(new { topic, force = true }));
        if (answer.Status != 202 || !IsOpen(answer.Json))
        {
            return answer;
        }

        JsonElement Find(Answer effects) => effects.Json.GetProperty("items").EnumerateArray().First(e => e.GetProperty("effect_id").GetString() == answer.Json.GetProperty("effect_id").GetString());
        return answer with { Body = Find(await UntilAsync($"/v1/agents/{agent}/effects", effects => !IsOpen(Find(effects)), $"the end of the post of {agent}")).GetRawText() };
    }

    /// <summary>What a neighbour must not lose through somebody else's mistake: its definition, its status, its effects, its memories.</summary>
    public async Task<string> StateOfAsync(string agent)
    {
        var card = (await GetAsync($"/v1/agents/{agent}")).Json;
        var effects = await GetAsync($"/v1/agents/{agent}/effects");
        // Without the counts of recalls, which are stored some time after an agent recalled.
        var memories = (await GetAsync($"/v1/agents/{agent}/memories")).Json.GetProperty("items").EnumerateArray().Select(m => $"{m.GetProperty("id")} {m.GetProperty("content")}");
        return string.Join('\n', [card.GetProperty("status").ToString(), card.GetProperty("definition_version").ToString(), effects.Body, .. memories]);
    }

    /// <summary>Asks until an answer is as wanted.</summary>
    public async Task<Answer> UntilAsync(string path, Func<Answer, bool> wanted, string what)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (true)
        {
            var answer = await GetAsync(path);
            if (wanted(answer))
            {
                return answer;
            }

            Assert.False(patience.IsCancellationRequested, $"{what}: not so in time. The last answer of {path}: {answer.Body}\n{Process.Output}");
            await rhythm.WaitForNextTickAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }

    private static bool IsOpen(JsonElement effect) => effect.GetProperty("status").GetString() is "planned" or "attempting";

    [GeneratedRegex(@"Console\s+(http://[0-9.:]+)")]
    private static partial Regex Console();
}

/// <summary>An answer of the gateway.</summary>
internal sealed record Answer(int Status, string Body, string Headers)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Body);

    /// <summary>A problem's code; empty when it is none.</summary>
    public string Code => Body.StartsWith('{') && Json.TryGetProperty("code", out var code) ? code.GetString()! : "";
}
