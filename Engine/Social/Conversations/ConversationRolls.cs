namespace PuppetEngine.Engine.Social.Conversations;

/// <summary>The chances that one decision is made with, each from 0 (inclusive) to 1. Drawn together, so that none depends on which others were used.</summary>
/// <param name="Reply">Whether to answer.</param>
/// <param name="Like">Whether to like instead.</param>
/// <param name="Delay">How long to wait.</param>
/// <param name="Spread">How far into the first open quarter of an hour a deferred answer falls.</param>
public readonly record struct ConversationRolls(double Reply, double Like, double Delay, double Spread)
{
    /// <summary>Draws all from a source of numbers in [0, 1).</summary>
    public static ConversationRolls From(Func<double> next) => new(next(), next(), next(), next());
}
