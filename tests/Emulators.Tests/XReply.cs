using System.Net.Http.Headers;
using System.Text.Json;

namespace PuppetEngine.Tests.Emulators;

/// <summary>An answer, read.</summary>
internal sealed record XReply(int Status, string Body, HttpResponseHeaders Headers)
{
    public JsonElement Json => JsonElement.Parse(Body);

    public string Id => Json.GetProperty("data").GetProperty("id").GetString()!;

    public string Text => Json.GetProperty("data").GetProperty("text").GetString()!;

    public List<string> Ids => Json.TryGetProperty("data", out var data) ? [.. data.EnumerateArray().Select(p => p.GetProperty("id").GetString()!)] : [];

    public string Header(string name) => Headers.TryGetValues(name, out var values) ? values.First() : "";
}
