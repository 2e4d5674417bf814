using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.Http;
using PuppetEngine.Emulators.Llm.Schema;
using PuppetEngine.Emulators.Llm.Wire;
using PuppetEngine.Emulators.Llm.Writing;

namespace PuppetEngine.Emulators.Llm;

/// <summary>Decides what the model says: a scripted reply, a tool call, JSON, or text in character. Same seed and messages, same answer.</summary>
internal sealed class ChatResponder(ReplyScript script, CharacterWriter writer)
{
    public ChatReply Respond(string provider, ChatRequest request)
    {
        if (script.Take(provider, request) is { } scripted)
        {
            return scripted;
        }

        var salt = request.Fingerprint();
        if (Tool(request) is { } tool)
        {
            var call = new ToolCall($"call_{salt:x16}", tool.Name, Json(request, tool.Parameters, salt));
            return new ChatReply("") { ToolCalls = [call], FinishReason = "tool_calls" };
        }

        var text = request.Schema is { } schema ? Json(request, schema, salt)
            : request.JsonObject ? JsonObject(request, salt)
            : writer.For(request).Answer(salt);
        return Cut(text, request.MaxTokens);
    }

    /// <summary>The tool that must be called: named, or the only choice when any is required.</summary>
    private static ChatTool? Tool(ChatRequest request)
    {
        if (request.Tools.Count == 0 || request.ToolChoice is "none" or "auto")
        {
            return null;
        }

        var index = request.ToolChoice == "required"
            ? (int)(request.Fingerprint() % (ulong)request.Tools.Count)
            : request.Tools.FindIndex(t => t.Name == request.ToolChoice);
        return index >= 0 ? request.Tools[index] : throw new FormatException($"Tool choice '{request.ToolChoice}' is not among 'tools'.");
    }

    private string JsonObject(ChatRequest request, ulong salt) => PromptSchema.Find(request) is { } described
        ? Json(request, described, salt)
        : Encoding.UTF8.GetString(JsonBytes.Write(w =>
        {
            w.WriteStartObject();
            w.WriteString("text", writer.For(request).Answer(salt));
            w.WriteEndObject();
        }));

    private string Json(ChatRequest request, JsonElement schema, ulong salt)
    {
        var voice = writer.For(request);
        return Encoding.UTF8.GetString(JsonBytes.Write(w => new SchemaWriter(schema, voice.Named).Write(w, salt)));
    }

    /// <summary>A limit of tokens cuts the answer where a model would have been cut.</summary>
    private static ChatReply Cut(string text, int? maxTokens)
    {
        if (maxTokens is not { } most || TokenEstimate.Of(text) <= most)
        {
            return new ChatReply(text);
        }

        var kept = 0;
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > most * 4)
            {
                break;
            }

            kept += rune.Utf16SequenceLength;
        }

        return new ChatReply(text[..kept]) { FinishReason = "length" };
    }
}
