using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.X.Auth;

namespace PuppetEngine.Tests.Emulators;

/// <summary>A caller of the emulated X who signs with OAuth 1.0a credentials of the emulated world.</summary>
internal sealed class SignedX(HttpClient http, Uri address, string handle, TimeProvider time)
{
    private static int _nonce;

    public string ConsumerKey { get; init; } = "emulated-app";

    public string ConsumerSecret { get; init; } = "emulated-app-secret";

    public string Token { get; init; } = handle + "-emulated";

    public string TokenSecret { get; init; } = handle + "-emulated-secret";

    public Task<XReply> PostAsync(string text, string? replyTo = null) => PostJsonAsync(replyTo is null
        ? JsonSerializer.Serialize(new { text })
        : JsonSerializer.Serialize(new { text, reply = new { in_reply_to_tweet_id = replyTo } }));

    public Task<XReply> PostJsonAsync(string json) => SendAsync(HttpMethod.Post, "/x/2/tweets", json);

    public Task<XReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<XReply> DeleteAsync(string id) => SendAsync(HttpMethod.Delete, $"/x/2/tweets/{id}");

    public async Task<string> IdAsync() => (await GetAsync("/x/2/users/me")).Json.GetProperty("data").GetProperty("id").GetString()!;

    public async Task<XReply> SendAsync(HttpMethod method, string path, string? json = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = Sign(method, path, json, $"n{Interlocked.Increment(ref _nonce)}", time.GetUtcNow());
        change?.Invoke(request);
        return await SendAsync(request);
    }

    public async Task<XReply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return new XReply((int)response.StatusCode, body, response.Headers);
    }

    public HttpRequestMessage Sign(HttpMethod method, string path, string? json, string nonce, DateTimeOffset at)
    {
        var url = new Uri(address, path);
        var oauth = new List<KeyValuePair<string, string>>
        {
            new("oauth_consumer_key", ConsumerKey),
            new("oauth_nonce", nonce),
            new("oauth_signature_method", "HMAC-SHA1"),
            new("oauth_timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            new("oauth_token", Token),
            new("oauth_version", "1.0"),
        };
        var signed = oauth.Concat(PercentEncoding.ParseForm(url.Query.TrimStart('?')));
        var signature = OAuth1Signature.Compute(method.Method, url.GetLeftPart(UriPartial.Path), signed, ConsumerSecret, TokenSecret);
        oauth.Add(new("oauth_signature", signature));
        var header = string.Join(", ", oauth.Select(p => $"{p.Key}=\"{Uri.EscapeDataString(p.Value)}\""));
        var request = new HttpRequestMessage(method, url) { Headers = { Authorization = new AuthenticationHeaderValue("OAuth", header) } };
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        return request;
    }
}
