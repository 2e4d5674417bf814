namespace PuppetEngine.Engine.Social;

/// <summary>Where nothing is configured that could be told: tests, and a replay, which sees only what was withheld already.</summary>
public sealed class NoSecrets : ISecretSpotter
{
    /// <summary>The one instance.</summary>
    public static NoSecrets Instance { get; } = new();

    /// <inheritdoc/>
    public bool Holds(string text) => false;
}
