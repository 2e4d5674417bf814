using PuppetEngine.Engine.Llm.Embeddings;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Providers.Storage.Access;
using PuppetEngine.Providers.Storage.Memory;
using PuppetEngine.Providers.Storage.Sql;
using PuppetEngine.Tests.Providers.Storage;

namespace PuppetEngine.Tests.Providers.Memory;

/// <summary>The tables of memory over a database, plain or sealed, with a model that tests can change.</summary>
internal sealed class MemoryTables
{
    internal MemoryTables(SqlDatabase database, string? keyDirectory = null)
    {
        Keys = new SecretKeys(keyDirectory ?? Path.GetTempPath(), "memory.key");
        var seal = new MemorySeal(Keys, keyDirectory is not null);
        (Rows, Derived, Jobs, Sealing) = (new SqlMemoryStore(database, seal), new SqlMemoryIndexStore(database, seal), new SqlMemoryJobStore(database, seal), new MemorySealing(database, Keys, seal));
    }

    internal SecretKeys Keys { get; }

    internal SqlMemoryStore Rows { get; }

    internal SqlMemoryIndexStore Derived { get; }

    internal SqlMemoryJobStore Jobs { get; }

    internal MemorySealing Sealing { get; }

    internal ScriptedMemoryModel Model { get; } = new();

    internal MemoryPorts Ports => new(Rows, Derived, Jobs, Model);

    internal AgentMemory Agent(string id, TimeProvider? time = null, MemoryOptions? options = null) => new(id, Ports, options ?? new MemoryOptions(), time ?? TimeProvider.System);

    internal static MemoryItem Item(string id, string content, string kind = "episodic", int second = 0, Provenance provenance = Provenance.External) => new()
    {
        Id = id, Kind = kind, Content = content, Provenance = provenance, At = Samples.Noon.AddSeconds(second),
        Importance = 0.7, EmotionalValence = -0.25, Associations = ["other-1", "other-2"], AccessCount = 3, LastAccessAt = Samples.Noon.AddHours(1),
    };
}

/// <summary>The local embedding under any name, and answers that a test sets.</summary>
internal sealed class ScriptedMemoryModel : IMemoryModel
{
    internal string Name { get; set; } = LocalNgramEmbeddingGenerator.Model;

    internal bool IsDown { get; set; }

    internal int Embedded { get; private set; }

    internal Func<MemoryPrompt, MemoryAnswer> Answer { get; set; } = _ => new MemoryAnswer("""{"memories":[]}""", null);

    internal List<MemoryPrompt> Prompts { get; } = [];

    public Task<MemoryVectors> EmbedAsync(string agentId, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        Embedded += texts.Count;
        return Task.FromResult(new MemoryVectors([.. texts.Select(LocalNgramEmbeddingGenerator.Embed)], IsDown ? "stand-in" : Name, IsDown));
    }

    public Task<MemoryAnswer> AskAsync(string agentId, MemoryPrompt prompt, CancellationToken cancellationToken)
    {
        Prompts.Add(prompt);
        return Task.FromResult(Answer(prompt));
    }
}
