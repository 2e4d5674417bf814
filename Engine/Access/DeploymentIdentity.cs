namespace PuppetEngine.Engine.Access;

/// <summary>
/// Which deployment a database belongs to. Made with the database, and compared with the configured one, so that a copy of production
/// never acts in a live world: a copy has production's id, and its own configuration does not.
/// </summary>
/// <param name="StoredId">The id in the database.</param>
/// <param name="ConfiguredId">The id in the configuration; empty when there is none.</param>
public sealed record DeploymentIdentity(string StoredId, string ConfiguredId)
{
    /// <summary>Whether effects may be sent in a live world.</summary>
    public bool AllowsLive => ConfiguredId == StoredId;

    /// <summary>Why not, and how to mend it; empty when they may.</summary>
    public string Refusal => AllowsLive
        ? ""
        : ConfiguredId.Length == 0
            ? $"No deployment is configured, so nothing is sent in a live world. If this is the deployment '{StoredId}' and no copy of it, set Puppet:Deployment:Id to '{StoredId}'."
            : $"This database belongs to the deployment '{StoredId}', and the configuration says '{ConfiguredId}': nothing is sent in a live world. Use the database of '{ConfiguredId}', or set Puppet:Deployment:Id to '{StoredId}' if the move was meant.";
}
