namespace PuppetEngine.Engine.Social;

/// <summary>
/// Tells whether a text holds a secret of this deployment. The one door between secrets and texts: it answers yes or no, so that no value
/// ever comes to an agent, its state or its definition. Must answer from memory; thread-safe.
/// </summary>
public interface ISecretSpotter
{
    /// <summary>Whether the text holds a secret, or a long piece of one, however it is spelled or spaced.</summary>
    bool Holds(string text);
}
