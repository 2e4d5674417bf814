namespace PuppetEngine.Engine.Trading;

/// <summary>Tells a mint's address from a symbol. A symbol never leads to a mint: anybody may give a token any symbol.</summary>
public static class MintText
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Whether a text has the form of an address: 32 to 44 characters of base58.</summary>
    public static bool IsMint(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is >= 32 and <= 44 && !text.AsSpan().ContainsAnyExcept(Alphabet);
    }
}
