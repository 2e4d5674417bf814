using System.Text.Json;

namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>What matters of a chat-completions request.</summary>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    public required List<ChatMessage> Messages { get; init; }

    public List<ChatTool> Tools { get; init; } = [];

    /// <summary><c>none</c>, <c>auto</c>, <c>required</c>, or the name of a function.</summary>
    public string ToolChoice { get; init; } = "auto";

    /// <summary>The schema of <c>response_format</c>.</summary>
    public JsonElement? Schema { get; init; }

    public bool JsonObject { get; init; }

    public bool Stream { get; init; }

    public bool IncludeUsage { get; init; }

    public int? MaxTokens { get; init; }

    public long Seed { get; init; }

    /// <summary>The numbers of the request by their names, as <c>temperature</c> and <c>top_p</c>.</summary>
    public Dictionary<string, decimal> Parameters { get; init; } = [];

    public string System => string.Join('\n', Messages.Where(m => m.Role is "system" or "developer").Select(m => m.Content));

    public string LastUser => Messages.FindLast(m => m.Role == "user")?.Content ?? "";

    /// <summary>A number that is the same for the same messages, tools, schema and seed, whatever the provider.</summary>
    public ulong Fingerprint()
    {
        var hash = StableHash.Mix((ulong)Seed);
        foreach (var message in Messages)
        {
            hash = StableHash.Of(message.Content, StableHash.Of(message.Role, hash));
        }

        return Schema is { } schema ? StableHash.Of(schema.GetRawText(), hash) : hash;
    }
}
