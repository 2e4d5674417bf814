using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>
/// Reads posted definitions before they travel: credentials never reach a grain. The silo's process registers one that lifts them into
/// the secret store; a gateway apart has <see cref="PlainDefinitionIntake"/>, which refuses documents that hold any.
/// </summary>
public interface IDefinitionIntake
{
    /// <summary>Reads a document. Pure: nothing is stored; what is wrong with it is in the result.</summary>
    DefinitionDocument Read(string json);

    /// <summary>Stores a document's credentials, durably when it returns. Called only for callers with the scope <c>admin</c>.</summary>
    Task StoreCredentialsAsync(DefinitionDocument document, CancellationToken cancellationToken);
}

/// <summary>A posted definition, read.</summary>
public sealed record DefinitionDocument
{
    /// <summary>The agent's id as mapped; empty when it has none.</summary>
    public required string AgentId { get; init; }

    /// <summary>The document, free of credentials; empty when it is no JSON object.</summary>
    public required string Json { get; init; }

    /// <summary>What is wrong, and warnings.</summary>
    public List<DefinitionProblem> Problems { get; init; } = [];

    /// <summary>Credentials that stood in it: name in the secret store to value.</summary>
    public Dictionary<string, string> Credentials { get; init; } = [];

    /// <summary>Without credentials, so that the record may be logged.</summary>
    public override string ToString() => $"DefinitionDocument {{ AgentId = {AgentId}, Problems = {Problems.Count}, Credentials = {Credentials.Count} }}";
}
