using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Llm.Errors;

/// <summary>Makes a provider's words fit for logs and answers: providers echo keys in their errors, whole or in part.</summary>
public static partial class ProviderText
{
    private const int Longest = 300;

    /// <summary>The text on one line, at most 300 characters, with everything that looks like a key replaced by <c>***</c>.</summary>
    /// <param name="text">What the provider said.</param>
    /// <param name="secrets">Values that must not be in it, whatever they look like.</param>
    public static string Clean(string text, params ReadOnlySpan<string?> secrets)
    {
        // Cut generously first: a body of megabytes is not worth searching.
        var clean = text.Length > 8 * Longest ? text[..(8 * Longest)] : text;
        foreach (var secret in secrets)
        {
            if (secret is { Length: >= 4 })
            {
                clean = clean.Replace(secret, "***", StringComparison.Ordinal);
            }
        }

        clean = Keys().Replace(clean, "***");
        clean = Blanks().Replace(clean, " ").Trim();
        return clean.Length <= Longest ? clean : clean[..(Longest - 1)] + "…";
    }

    [GeneratedRegex(@"\b(?:sk|xai|gsk|pk|rk)-[A-Za-z0-9_\-*.]{4,}|\bAIza[A-Za-z0-9_\-*]{4,}|\bBearer\s+\S+|\b[A-Fa-f0-9]{32,}\b|\beyJ[A-Za-z0-9_\-.]{16,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Keys();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Blanks();
}
