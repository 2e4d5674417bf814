namespace PuppetEngine.Engine.Social;

/// <summary>
/// What stands for a model's answer that holds a secret, before anything is checked, journaled or shown. Such an answer is withheld whole: what
/// is left around a secret can still tell it. The check refuses the stand-in as it would have refused the answer, so that a replay,
/// which has nothing else, comes to the same verdict.
/// </summary>
public static class WithheldText
{
    /// <summary>The stand-in.</summary>
    public const string StandIn = "[withheld: it holds a configured secret]";

    /// <summary>The text itself, or the stand-in where it holds a secret.</summary>
    public static string Of(string text, ISecretSpotter secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        return text.Length > 0 && secrets.Holds(text) ? StandIn : text;
    }

    /// <summary>Whether a text is the stand-in, also after it went through a clean-up of case and signs.</summary>
    internal static bool Is(string text) => text.Contains("withheld: it holds a configured secret", StringComparison.OrdinalIgnoreCase);
}
