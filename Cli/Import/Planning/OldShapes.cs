using System.Text.Json.Nodes;

namespace PuppetEngine.Cli.Import.Planning;

/// <summary>What an old value is.</summary>
internal enum OldShape
{
    /// <summary>Nothing of the original's.</summary>
    Unknown = 0,

    /// <summary>An agent's definition: <c>config/agents/*.json</c>.</summary>
    Agent = 1,

    /// <summary>All that an agent remembers: <c>data/memories/*.json</c>, the collection <c>agent-memories</c>.</summary>
    AgentMemory = 2,

    /// <summary>One tweet: the collection <c>agent-tweets</c>.</summary>
    Tweet = 3,

    /// <summary>One memory of the Python port: a row of <c>memories</c>, a document of <c>agent_memories</c>.</summary>
    MemoryItem = 4,

    /// <summary>Whether a token was launched: <c>data/*-token-state.json</c>, the collection <c>agent-tokens</c>.</summary>
    TokenState = 5,

    /// <summary>Ids of mentions that were answered: <c>data/processed_tweets.json</c>.</summary>
    ProcessedIds = 6,
}

/// <summary>Tells what an old value is by its members: file names were changed by many.</summary>
internal static class OldShapes
{
    private static readonly string[] AgentSections = ["personality", "style_guide", "behavior", "initial_memory", "custom_system_prompt", "rotating_system_prompts", "twitter_credentials"];
    private static readonly string[] MemoryLists = ["coreMemories", "recentEvents", "recentPosts", "longTermMemories", "tweetHistory"];

    /// <summary>The shape of a value.</summary>
    public static OldShape Of(OldDocument document) => document.Body switch
    {
        JsonArray list => IsProcessed(document.File, list) ? OldShape.ProcessedIds : OldShape.Unknown,
        JsonObject when document.Has("agent_id") && document.Has("content") => OldShape.MemoryItem,
        JsonObject when document.Has("agentId") && document.Has("tweetId") => OldShape.Tweet,
        JsonObject when document.Has("tokenLaunched") || document.Has("tokenMintAddress") => OldShape.TokenState,
        JsonObject when Array.Exists(MemoryLists, document.Has) => OldShape.AgentMemory,
        JsonObject when Array.Exists(AgentSections, document.Has) || (document.Has("id") && (document.Has("name") || document.Has("llm_provider"))) => OldShape.Agent,
        _ => OldShape.Unknown,
    };

    private static bool IsProcessed(string file, JsonArray list) =>
        Path.GetFileName(file).StartsWith("processed_", StringComparison.Ordinal) || (list.Count > 0 && list.All(id => OldValue.Text(id) is { Length: > 0 } text && text.All(char.IsAsciiDigit)));
}
