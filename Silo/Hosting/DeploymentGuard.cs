using PuppetEngine.Engine.Access;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Lets nothing leave for a live world from a copy of another deployment's data.</summary>
internal sealed class DeploymentGuard(DeploymentIdentity deployment, Worlds worlds) : IActingGuard
{
    /// <inheritdoc/>
    public string? Refusal(string world) => worlds.X.IsLive && !deployment.AllowsLive ? deployment.Refusal : null;
}
