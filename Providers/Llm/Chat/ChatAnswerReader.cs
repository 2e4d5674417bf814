using System.Text.Json;
using Microsoft.Extensions.AI;

namespace PuppetEngine.Providers.Llm.Chat;

/// <summary>Reads a chat completion out of its raw body. Fields that only some providers have (reasoning, costs) are dropped.</summary>
internal static class ChatAnswerReader
{
    /// <exception cref="FormatException">It is not the JSON of a chat completion.</exception>
    public static ChatResponse Read(BinaryData body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToMemory());
            var root = document.RootElement;
            var choice = root.GetProperty("choices")[0];
            var message = choice.GetProperty("message");
            var refused = Text(message, "refusal") is { Length: > 0 };
            var contents = new List<AIContent>();
            if (Content(message) is { Length: > 0 } text && !refused)
            {
                contents.Add(new TextContent(text));
            }

            contents.AddRange(ToolCalls(message));
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
            {
                ResponseId = Text(root, "id"),
                ModelId = Text(root, "model"),
                FinishReason = refused ? ChatFinishReason.ContentFilter : Finish(choice),
                Usage = Usage(root),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("The body is not that of a chat completion.", e);
        }
    }

    /// <summary>
    /// Tokens as they are billed. Where reasoning is not among the tokens written (xAI), the total says so; where it is, both agree.
    /// </summary>
    internal static UsageDetails? Usage(JsonElement root)
    {
        if (!root.TryGetProperty("usage", out var usage) || usage.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var prompt = Number(usage, "prompt_tokens") ?? 0;
        var completion = Number(usage, "completion_tokens") ?? 0;
        var total = Number(usage, "total_tokens") ?? (prompt + completion);
        var cached = usage.TryGetProperty("prompt_tokens_details", out var details) && details.ValueKind == JsonValueKind.Object ? Number(details, "cached_tokens") : null;
        return new UsageDetails
        {
            InputTokenCount = prompt,
            CachedInputTokenCount = cached ?? Number(usage, "prompt_cache_hit_tokens") ?? 0,
            OutputTokenCount = Math.Max(completion, total - prompt),
            TotalTokenCount = total,
        };
    }

    private static ChatFinishReason? Finish(JsonElement choice) =>
        Text(choice, "finish_reason") is { Length: > 0 } reason ? new ChatFinishReason(reason) : null;

    private static string Content(JsonElement message)
    {
        if (!message.TryGetProperty("content", out var content))
        {
            return "";
        }

        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(static part => Text(part, "text"))),
            _ => "",
        };
    }

    private static IEnumerable<FunctionCallContent> ToolCalls(JsonElement message)
    {
        if (!message.TryGetProperty("tool_calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
        {
            yield break;
        }

        foreach (var call in calls.EnumerateArray())
        {
            var function = call.GetProperty("function");
            yield return FunctionCallContent.CreateFromParsedArguments(
                Text(function, "arguments"), Text(call, "id"), Text(function, "name"), static arguments => Arguments(arguments));
        }
    }

    private static Dictionary<string, object?> Arguments(string json) =>
        string.IsNullOrWhiteSpace(json)
            ? []
            : JsonElement.Parse(json).EnumerateObject().ToDictionary(static m => m.Name, static m => (object?)m.Value.Clone(), StringComparer.Ordinal);

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static long? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;
}
