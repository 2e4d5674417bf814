using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Turns.Bench;

/// <summary>The baseline of the network: what a turn asks of its vendors, a completion and a signed post, with an HttpClient and nothing else.</summary>
internal static class BareCalls
{
    private static readonly string Prompt = string.Join(' ', Enumerable.Range(0, 420).Select(i => $"word{i * 7 % 311}"));

    internal static async Task<double> PairsPerSecondAsync(Uri emulators, int callers, TimeSpan span)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        await RunAsync(http, emulators, callers, TimeSpan.FromSeconds(2));
        return await RunAsync(http, emulators, callers, span);
    }

    private static async Task<double> RunAsync(HttpClient http, Uri emulators, int callers, TimeSpan span)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var pairs = 0;
            for (; watch.Elapsed < span; pairs++)
            {
                await CompleteAsync(http, new Uri(emulators, "/llm/openai/v1/chat/completions"));
                await PostAsync(http, new Uri(emulators, "/x/2/tweets"), caller);
            }

            return pairs;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static async Task CompleteAsync(HttpClient http, Uri url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "emulated");
        request.Content = new StringContent(
            $$"""{"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are Ada. {{Prompt}}"},{"role":"user","content":"Task: write a new post."}],"max_tokens":280}""",
            Encoding.UTF8, "application/json");
        await ReadAsync(http, request);
    }

    private static async Task PostAsync(HttpClient http, Uri url, int caller)
    {
        var oauth = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = "emulated-app",
            ["oauth_nonce"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["oauth_token"] = $"bare{caller}-emulated",
            ["oauth_version"] = "1.0",
        };
        var text = $"POST&{Uri.EscapeDataString(url.ToString())}&{Uri.EscapeDataString(string.Join('&', oauth.Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value)}")))}";
#pragma warning disable CA5350 // OAuth 1.0a signs with SHA-1.
        oauth["oauth_signature"] = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes($"emulated-app-secret&bare{caller}-emulated-secret"), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", string.Join(", ", oauth.Select(p => $"{p.Key}=\"{Uri.EscapeDataString(p.Value)}\"")));
        request.Content = new StringContent($$"""{"text":"A short line about kettles, number {{oauth["oauth_nonce"]}}"}""", Encoding.UTF8, "application/json");
        await ReadAsync(http, request);
    }

    private static async Task ReadAsync(HttpClient http, HttpRequestMessage request)
    {
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode}: {body}");
        }
    }
}
