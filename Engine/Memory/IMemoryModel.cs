namespace PuppetEngine.Engine.Memory;

/// <summary>What a memory asks of models. Calls are charged to the agent.</summary>
public interface IMemoryModel
{
    /// <summary>Embeds texts.</summary>
    Task<MemoryVectors> EmbedAsync(string agentId, IReadOnlyList<string> texts, CancellationToken cancellationToken);

    /// <summary>Asks for JSON by a schema. It never throws for what a provider does.</summary>
    Task<MemoryAnswer> AskAsync(string agentId, MemoryPrompt prompt, CancellationToken cancellationToken);
}
