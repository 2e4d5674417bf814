namespace PuppetEngine.Engine.Social;

/// <summary>Whether somebody tells an account to leave them alone. X asks automated accounts to honour it, and so it is read generously.</summary>
public static class OptOutText
{
    private const int LongestPlain = 8;

    /// <summary>Alone, or nearly so, these are said to the account; in a long sentence they may be about anything.</summary>
    private static readonly string[] Plain = ["stop", "unsubscribe", "opt out", "go away", "leave me alone", "shut up", "no more", "mute"];

    /// <summary>Said to the account wherever they stand.</summary>
    private static readonly string[] Certain =
    [
        "stop replying", "stop responding", "stop answering me", "stop tagging me", "stop mentioning me", "stop messaging me", "stop talking to me", "dont reply to me",
        "do not reply to me", "dont tag me", "do not tag me", "dont mention me", "leave me alone", "opt me out", "unsubscribe me", "stop bot", "bot stop",
    ];

    /// <summary>Whether a text says stop.</summary>
    public static bool IsRequest(string text)
    {
        var words = TextWords.Of(MentionText.Without(text));
        var said = $" {string.Join(' ', words)} ";
        return words.Count > 0
            && (Certain.Any(p => said.Contains($" {p} ", StringComparison.Ordinal))
                || (words.Count <= LongestPlain && Plain.Any(p => IsPlain(words, said, p))));
    }

    /// <summary>At the beginning or the end, with no more than a please around it: "stop", "please stop", "stop it now".</summary>
    private static bool IsPlain(List<string> words, string said, string phrase)
    {
        string[] fillers = ["please", "pls", "now", "it", "just", "ok", "hey", "you", "bot", "this", "thanks", "thank"];
        return said.Contains($" {phrase} ", StringComparison.Ordinal)
            && words.Count(w => !fillers.Contains(w, StringComparer.Ordinal)) == phrase.Split(' ').Length;
    }
}
