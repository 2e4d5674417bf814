using System.Globalization;
using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.Http;

namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>Frames a reply as <c>chat.completion</c>, whole or as a stream of chunks.</summary>
internal sealed class ChatResponseWriter(LlmDialect dialect, ChatRequest request, ChatReply reply, long created)
{
    private const int WordsPerChunk = 3;
    private readonly string _id = "chatcmpl-" + (request.Fingerprint() ^ StableHash.Of(reply.Content)).ToString("x16", CultureInfo.InvariantCulture);
    private readonly int _promptTokens = TokenEstimate.Of(request.Messages);
    private readonly int _completionTokens = TokenEstimate.Of(reply.Content) + reply.ToolCalls.Sum(c => TokenEstimate.Of(c.Name + c.Arguments)) + 3;

    public byte[] Whole() => JsonBytes.Write(this, static (w, me) => me.WriteWhole(w));

    /// <summary>The events of a stream, the end mark included.</summary>
    public IEnumerable<byte[]> Events()
    {
        yield return Event(w => WriteDelta(w, d => d.WriteString("role", "assistant"), finish: null));
        foreach (var call in reply.ToolCalls.Select((c, i) => (c, i)))
        {
            yield return Event(w => WriteDelta(w, d => WriteToolCalls(d, [call.c], call.i), finish: null));
        }

        foreach (var piece in Pieces(reply.Content))
        {
            yield return Event(w => WriteDelta(w, d => d.WriteString("content", piece), finish: null));
        }

        yield return Event(w => WriteDelta(w, _ => { }, reply.FinishReason));
        if (request.IncludeUsage)
        {
            yield return Event(WriteUsageChunk);
        }

        yield return "data: [DONE]\n\n"u8.ToArray();
    }

    private static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        var words = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ' ' && ++words % WordsPerChunk == 0)
            {
                yield return text[start..i];
                start = i;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static byte[] Event(Action<Utf8JsonWriter> write)
    {
        var json = JsonBytes.Write(write);
        return Encoding.UTF8.GetBytes($"data: {Encoding.UTF8.GetString(json)}\n\n");
    }

    private void WriteWhole(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        WriteHead(w, "chat.completion");
        w.WriteStartArray("choices");
        w.WriteStartObject();
        w.WriteNumber("index", 0);
        w.WriteStartObject("message");
        w.WriteString("role", "assistant");
        if (reply.ToolCalls.Count > 0)
        {
            w.WriteNull("content");
            WriteToolCalls(w, reply.ToolCalls, first: null);
        }
        else
        {
            w.WriteString("content", reply.Content);
        }

        w.WriteNull("refusal");
        if (dialect == LlmDialect.DeepSeek)
        {
            w.WriteNull("reasoning_content");
        }

        w.WriteEndObject();
        w.WriteNull("logprobs");
        w.WriteString("finish_reason", reply.FinishReason);
        if (dialect == LlmDialect.OpenRouter)
        {
            w.WriteString("native_finish_reason", reply.FinishReason);
        }

        w.WriteEndObject();
        w.WriteEndArray();
        WriteUsage(w);
        w.WriteNull("system_fingerprint");
        w.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter w, string kind)
    {
        w.WriteString("id", _id);
        w.WriteString("object", kind);
        w.WriteNumber("created", created);
        w.WriteString("model", request.Model);
        if (dialect == LlmDialect.OpenRouter)
        {
            w.WriteString("provider", "Emulated");
        }
    }

    private void WriteDelta(Utf8JsonWriter w, Action<Utf8JsonWriter> delta, string? finish)
    {
        w.WriteStartObject();
        WriteHead(w, "chat.completion.chunk");
        w.WriteStartArray("choices");
        w.WriteStartObject();
        w.WriteNumber("index", 0);
        w.WriteStartObject("delta");
        delta(w);
        w.WriteEndObject();
        if (finish is null)
        {
            w.WriteNull("finish_reason");
        }
        else
        {
            w.WriteString("finish_reason", finish);
        }

        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
    }

    private void WriteUsageChunk(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        WriteHead(w, "chat.completion.chunk");
        w.WriteStartArray("choices");
        w.WriteEndArray();
        WriteUsage(w);
        w.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter w)
    {
        w.WriteStartObject("usage");
        w.WriteNumber("prompt_tokens", _promptTokens);
        w.WriteNumber("completion_tokens", _completionTokens);
        w.WriteNumber("total_tokens", _promptTokens + _completionTokens);
        w.WriteStartObject("prompt_tokens_details");
        w.WriteNumber("cached_tokens", 0);
        w.WriteEndObject();
        w.WriteStartObject("completion_tokens_details");
        w.WriteNumber("reasoning_tokens", 0);
        w.WriteEndObject();
        switch (dialect)
        {
            case LlmDialect.DeepSeek:
                w.WriteNumber("prompt_cache_hit_tokens", 0);
                w.WriteNumber("prompt_cache_miss_tokens", _promptTokens);
                break;
            case LlmDialect.XAI:
                w.WriteNumber("num_sources_used", 0);
                break;
            case LlmDialect.OpenRouter:
                w.WriteNumber("cost", (_promptTokens * 0.6e-6) + (_completionTokens * 2.5e-6));
                break;
        }

        w.WriteEndObject();
    }

    private static void WriteToolCalls(Utf8JsonWriter w, List<ToolCall> calls, int? first)
    {
        w.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            w.WriteStartObject();
            if (first is { } index)
            {
                w.WriteNumber("index", index);
            }

            w.WriteString("id", call.Id);
            w.WriteString("type", "function");
            w.WriteStartObject("function");
            w.WriteString("name", call.Name);
            w.WriteString("arguments", call.Arguments);
            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }
}
