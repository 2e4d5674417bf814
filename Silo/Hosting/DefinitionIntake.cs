using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Lifts the credentials out of posted definitions into the secret store; what goes on to the agent holds references.</summary>
internal sealed class DefinitionIntake(ISecretStore secrets) : IDefinitionIntake
{
    /// <inheritdoc/>
    public DefinitionDocument Read(string json)
    {
        var parsed = AgentDefinitionParser.Parse(json, "");
        return new DefinitionDocument { AgentId = parsed.AgentId, Json = parsed.CanonicalJson, Problems = parsed.Problems, Credentials = parsed.Credentials };
    }

    /// <inheritdoc/>
    public async Task StoreCredentialsAsync(DefinitionDocument document, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in document.Credentials)
        {
            await secrets.PutAsync(name, DefinitionSecrets.Combine(await secrets.GetAsync(name, cancellationToken), value), cancellationToken);
        }
    }
}
