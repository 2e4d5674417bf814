using System.Text.Json;

namespace PuppetEngine.Providers.X.Wire;

/// <summary>The parts of an error body that tell errors apart, in each of the shapes that X uses.</summary>
/// <param name="Title">As in <c>Forbidden</c> or <c>UsageCapExceeded</c>.</param>
/// <param name="Detail">The vendor's sentence, at most 300 characters.</param>
/// <param name="Type">The last part of the type's path, as in <c>usage-capped</c>: hosts differ.</param>
/// <param name="Reason">As in <c>client-not-enrolled</c>.</param>
/// <param name="Period">As in <c>Monthly</c>.</param>
/// <param name="Code">The number of an error of the old API; 0 when there is none.</param>
internal sealed record XProblem(string Title, string Detail, string Type, string Reason, string Period, int Code)
{
    private const int LongestDetail = 300;
    private static readonly XProblem None = new("", "", "", "", "", 0);

    /// <summary>Reads a body; one that is no JSON object (a gateway's HTML page) says nothing.</summary>
    internal static XProblem Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return None;
            }

            var first = root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0 && errors[0].ValueKind == JsonValueKind.Object
                ? errors[0]
                : default;
            var detail = Text(root, "detail") is { Length: > 0 } own ? own : Text(root, "error_description") is { Length: > 0 } oauth ? oauth : "";
            var message = Text(first, "message") is { Length: > 0 } m ? m : Text(first, "detail");
            return new XProblem(
                Text(root, "title"),
                Cut(message.Length > 0 && !detail.Contains(message, StringComparison.Ordinal) ? $"{detail} {message}".Trim() : detail),
                Text(root, "type").Split('/')[^1],
                Text(root, "reason"),
                Text(root, "period"),
                first.ValueKind == JsonValueKind.Object && first.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var n) ? n : 0);
        }
        catch (JsonException)
        {
            return None;
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Cut(string text) => text.Length <= LongestDetail ? text : text[..LongestDetail];
}
