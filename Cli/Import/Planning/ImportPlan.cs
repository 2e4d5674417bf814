using System.Text.Json.Nodes;
using PuppetEngine.Gateway.Api.Memory;

namespace PuppetEngine.Cli.Import.Planning;

/// <summary>What an import would do: everything is read, checked and counted, nothing is sent.</summary>
/// <param name="Id">The import's id, derived from what it holds: the same files are the same import.</param>
/// <param name="Agents">Agents to make, by id.</param>
/// <param name="Memories">Memories by agent, each with an id derived from agent, kind and text.</param>
/// <param name="InitialMemories">By agent, with a file or without: relationships and answered mentions, as <c>initial_memory</c> has them.</param>
/// <param name="Tallies">Counts by what was counted.</param>
/// <param name="Refusals">What is not taken, and why.</param>
/// <param name="Notes">What a person should know.</param>
/// <param name="LeftAside">Files that hold nothing to import.</param>
internal sealed record ImportPlan(
    string Id, IReadOnlyList<PlannedAgent> Agents, IReadOnlyDictionary<string, IReadOnlyList<MemoryRecord>> Memories, IReadOnlyDictionary<string, JsonObject> InitialMemories, IReadOnlyDictionary<string, ImportTally> Tallies,
    IReadOnlyList<ImportRefusal> Refusals, IReadOnlyList<string> Notes, IReadOnlyList<string> LeftAside)
{
    /// <summary>Every agent that something is for.</summary>
    public IEnumerable<string> AgentIds => Agents.Select(agent => agent.Id).Union(Memories.Keys, StringComparer.Ordinal).Union(InitialMemories.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Without its content.</summary>
    public override string ToString() => $"ImportPlan {{ Id = {Id}, Agents = {Agents.Count}, Memories = {Memories.Sum(m => m.Value.Count)} }}";
}

/// <summary>An agent to make.</summary>
/// <param name="Id">Its id here.</param>
/// <param name="Document">Its definition as it is sent; may hold credentials, which the gateway puts into the secret store.</param>
/// <param name="Credentials">How many credentials it holds.</param>
/// <param name="Relationships">How many relationships of its old memory were added to it.</param>
internal sealed record PlannedAgent(string Id, JsonObject Document, int Credentials, int Relationships)
{
    /// <summary>Without the document.</summary>
    public override string ToString() => $"PlannedAgent {{ Id = {Id}, Credentials = {Credentials} }}";
}

/// <summary>Something that is not taken.</summary>
/// <param name="File">The file.</param>
/// <param name="Place">Where in it.</param>
/// <param name="What">What it would have been, as in <c>memory</c>.</param>
/// <param name="Reason">Why, and how to mend it; never its content.</param>
internal sealed record ImportRefusal(string File, string Place, string What, string Reason);

/// <summary>Counts of one kind of thing; <c>in</c> is the sum of the others.</summary>
internal sealed class ImportTally
{
    /// <summary>What the files hold.</summary>
    public int In => Kept + Merged + NotNeeded + Refused;

    /// <summary>What is imported.</summary>
    public int Kept { get; set; }

    /// <summary>What says the same as something that is kept.</summary>
    public int Merged { get; set; }

    /// <summary>What this engine has no use for; a note says why.</summary>
    public int NotNeeded { get; set; }

    /// <summary>What is not taken, each with its reason.</summary>
    public int Refused { get; set; }
}
