using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>What became of a definition's text.</summary>
public sealed record ParsedDefinition
{
    /// <summary>The definition; null when a problem is fatal.</summary>
    public AgentDefinition? Definition { get; init; }

    /// <summary>What is wrong, and warnings, in the order of the text.</summary>
    public List<DefinitionProblem> Problems { get; init; } = [];

    /// <summary>
    /// The document in one line, keys in the text's order, unknown keys kept, credentials replaced by references
    /// (<see cref="DefinitionSecrets"/>), the id as mapped. Empty when the definition is refused. Parsing it again gives itself.
    /// </summary>
    public string CanonicalJson { get; init; } = "";

    /// <summary>Credentials that stood in the text: name in the secret store to value. The host stores them and passes them no further. Empty when the definition is refused.</summary>
    public Dictionary<string, string> Credentials { get; init; } = [];

    /// <summary>The agent's id, also of a document that is refused for something else; empty when it has none that could be one.</summary>
    public string AgentId { get; init; } = "";

    /// <summary>Without the credentials, so that the record may be logged.</summary>
    public override string ToString() => $"ParsedDefinition {{ AgentId = {AgentId}, Problems = {Problems.Count}, Credentials = {Credentials.Count} }}";
}
