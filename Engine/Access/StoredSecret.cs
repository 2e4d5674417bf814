namespace PuppetEngine.Engine.Access;

/// <summary>A secret as it lies in the store, sealed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stamp">Another one whenever the name was written anew, so that what has not changed need not be opened again.</param>
/// <param name="Open">Opens it; throws what <see cref="ISecretStore.GetAsync"/> throws where it does not open.</param>
public sealed record StoredSecret(string Name, long Stamp, Func<string> Open)
{
    /// <summary>Only its name.</summary>
    public override string ToString() => $"StoredSecret {{ Name = {Name} }}";
}
