using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Media;

/// <summary>What X says of an upload.</summary>
/// <param name="Id">The media's id.</param>
/// <param name="Life">How long a post may name it; null when it was not told.</param>
/// <param name="State"><c>pending</c>, <c>in_progress</c>, <c>succeeded</c> or <c>failed</c>; empty when there is nothing to process.</param>
/// <param name="CheckAfter">When to ask again.</param>
/// <param name="Problem">Why the processing failed.</param>
internal sealed record MediaAnswer(string Id, TimeSpan? Life, string State, TimeSpan CheckAfter, string Problem)
{
    private const int LongestWait = 60;

    internal bool IsProcessing => State is "pending" or "in_progress";

    /// <summary>Reads an answer; null when it is none.</summary>
    internal static MediaAnswer? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object
                || XPosts.Text(data, "id") is not { } id || !PostIds.TryParse(id, out _))
            {
                return null;
            }

            var info = data.TryGetProperty("processing_info", out var told) && told.ValueKind == JsonValueKind.Object ? told : default;
            var hasInfo = info.ValueKind == JsonValueKind.Object;
            var error = hasInfo && info.TryGetProperty("error", out var e) && e.ValueKind == JsonValueKind.Object ? e : default;
            return new MediaAnswer(
                id,
                Number(data, "expires_after_secs") is > 0 and var life ? TimeSpan.FromSeconds(life) : null,
                hasInfo ? XPosts.Text(info, "state") ?? "" : "",
                TimeSpan.FromSeconds(Math.Clamp(hasInfo ? Number(info, "check_after_secs") ?? 1 : 1, 1, LongestWait)),
                error.ValueKind == JsonValueKind.Object ? XPosts.Text(error, "message") ?? XPosts.Text(error, "name") ?? "" : "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) ? n : null;
}
