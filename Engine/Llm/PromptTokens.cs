using System.Text;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm;

/// <summary>
/// How many tokens a request's prompt can have at most. A token of a byte-level vocabulary stands for at least one byte of UTF-8, so the
/// bytes are a bound that no tokenizer passes; it is about four times the truth for English, and what is reserved too much is settled back.
/// </summary>
public static class PromptTokens
{
    private const int PerMessage = 16;
    private const int PerRequest = 64;

    // The schema may travel twice where a model is told of it in words.
    private const int SchemaInstruction = 320;

    /// <summary>The bound of a request, tools and schema included.</summary>
    public static int UpperBound(LlmRequest request)
    {
        long bytes = PerRequest;
        foreach (var message in request.Messages)
        {
            bytes += PerMessage + Encoding.UTF8.GetByteCount(message.Text);
        }

        if (request.JsonSchema is { } schema)
        {
            bytes += SchemaInstruction + Encoding.UTF8.GetByteCount(schema);
        }

        if (request.ToolsJson is { } tools)
        {
            bytes += SchemaInstruction + Encoding.UTF8.GetByteCount(tools);
        }

        return (int)Math.Min(int.MaxValue, bytes);
    }

    /// <summary>The bound of texts to embed.</summary>
    public static int UpperBound(IReadOnlyList<string> texts) =>
        (int)Math.Min(int.MaxValue, texts.Sum(static text => (long)Encoding.UTF8.GetByteCount(text) + PerMessage));
}
