using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Engine.Llm.Errors;

/// <summary>
/// The parts of an error body, whatever its shape: an object or the first of an array, <c>error</c> an object or a string, <c>code</c>
/// a string or a number, an error inside <c>choices</c>; or no JSON at all, which then is the message.
/// </summary>
internal sealed record ErrorBody
{
    private const int DepthLimit = 32;

    /// <summary>Whether the body says that something failed.</summary>
    public bool IsError { get; init; }

    /// <summary>Whether it holds an answer: a non-empty <c>choices</c> or <c>data</c>.</summary>
    public bool HasAnswer { get; init; }

    public string Code { get; init; } = "";

    public string Type { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>Further marks: Google's status and reasons, Azure's inner code, OpenRouter's reasons of moderation.</summary>
    public string Marks { get; init; } = "";

    /// <summary>Google's <c>retryDelay</c>, as in <c>34s</c>.</summary>
    public string? RetryDelay { get; init; }

    /// <summary>All words in lower case, to look for marks in.</summary>
    public string Words => $"{Code} {Type} {Marks} {Message}".ToLowerInvariant();

    public static ErrorBody Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = DepthLimit, AllowTrailingCommas = true });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
            {
                root = root[0];
            }

            return root.ValueKind == JsonValueKind.Object ? FromRoot(root) : new ErrorBody { Message = body.Trim() };
        }
        catch (JsonException)
        {
            return new ErrorBody { Message = body.Trim() };
        }
    }

    private static ErrorBody FromRoot(JsonElement root)
    {
        var answered = NotEmpty(root, "choices") || NotEmpty(root, "data");
        if (root.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null)
        {
            return FromError(root, error) with { HasAnswer = answered };
        }

        if (answered && root.TryGetProperty("choices", out var choices) && choices.ValueKind == JsonValueKind.Array
            && choices[0].ValueKind == JsonValueKind.Object && choices[0].TryGetProperty("error", out var inner) && inner.ValueKind != JsonValueKind.Null)
        {
            return FromError(root, inner) with { HasAnswer = true };
        }

        // Azure's gateway and others in front of a provider: {"code":…,"message":…} or {"statusCode":…,"message":…}.
        var message = Text(root, "message");
        return new ErrorBody { HasAnswer = answered, IsError = message.Length > 0 && !answered, Message = message, Code = Text(root, "code") };
    }

    private static ErrorBody FromError(JsonElement root, JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object)
        {
            return new ErrorBody { IsError = true, Message = Scalar(error), Code = Text(root, "code") };
        }

        var marks = new List<string> { Text(error, "status"), Text(error, "reason") };
        string? delay = null;
        if (error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Array)
        {
            foreach (var detail in details.EnumerateArray().Where(static d => d.ValueKind == JsonValueKind.Object))
            {
                marks.Add(Text(detail, "reason"));
                delay ??= detail.TryGetProperty("retryDelay", out var wait) && wait.ValueKind == JsonValueKind.String ? wait.GetString() : null;
            }
        }

        if (error.TryGetProperty("innererror", out var inner) && inner.ValueKind == JsonValueKind.Object)
        {
            marks.Add(Text(inner, "code"));
        }

        if (error.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
        {
            marks.Add(metadata.TryGetProperty("reasons", out _) ? "moderation" : "");
            marks.Add(Text(metadata, "raw"));
        }

        return new ErrorBody
        {
            IsError = true,
            Code = Text(error, "code"),
            Type = Text(error, "type"),
            Message = Text(error, "message"),
            Marks = string.Join(' ', marks.Where(static mark => mark.Length > 0)),
            RetryDelay = delay,
        };
    }

    private static bool NotEmpty(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0;

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? Scalar(value) : "";

    private static string Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : value.GetRawText(),
        _ => "",
    };
}
