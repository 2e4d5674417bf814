using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>A running program as its API shows it.</summary>
internal sealed class Gateway(Uri address, string key) : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);
    private readonly HttpClient _http = new() { BaseAddress = address, DefaultRequestHeaders = { { "X-Api-Key", key } } };

    /// <summary>Reads one resource.</summary>
    public async Task<JsonObject> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonObject>(path))!;

    /// <summary>Reads a list to its end.</summary>
    public async Task<List<JsonObject>> ListAsync(string path)
    {
        var items = new List<JsonObject>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=200{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            items.AddRange(page["items"]!.AsArray().Select(i => i!.AsObject()));
            cursor = (string?)page["next"];
        }

        return items;
    }

    /// <summary>Sends a body; the answer must be a success.</summary>
    public async Task<JsonObject> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", $"k{Guid.NewGuid():N}" } } };
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {text}");
        return text.Length > 0 ? JsonSerializer.Deserialize<JsonObject>(text)! : [];
    }

    /// <summary>Effects by status, of all agents.</summary>
    public async Task<Dictionary<string, long>> CountsAsync() =>
        (await GetAsync("/v1/status"))["effects"]!.AsObject().ToDictionary(p => p.Key, p => (long)p.Value!);

    /// <summary>Looks again and again until something is so, or fails with what it last saw.</summary>
    public static async Task UntilAsync(string what, TimeSpan deadline, Func<Task<bool>> isSo, Func<string> shown)
    {
        using var end = new CancellationTokenSource(deadline, TimeProvider.System);
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while (!await isSo())
        {
            Assert.False(end.IsCancellationRequested, $"Not within {deadline}: {what}. {shown()}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
