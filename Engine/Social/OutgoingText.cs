using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// The check of a text by code directly before it becomes an effect. What a model was talked into by somebody outside ends here: it can
/// talk about a thing and cannot say its address. The text is read as it stands and as a reader sees it (full-width letters, invisible
/// characters), because either may be what counts.
/// </summary>
public static partial class OutgoingText
{
    private const int PromptRun = 12;

    /// <summary>Why the text may not leave; null when it may.</summary>
    public static OutgoingVerdict? Check(string text, OutgoingRules rules)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(rules);
        return Secret(text, rules.Secrets)
            ?? Prompt(text, rules.SystemPrompts)
            ?? (WeightedLength.HasInvalidCharacter(text) ? new OutgoingVerdict(OutgoingReasons.Character, "The text holds a character that X refuses.") : null)
            ?? Mention(text, rules.Mentions)
            ?? Names(text, rules);
    }

    private static OutgoingVerdict? Secret(string text, ISecretSpotter secrets) =>
        WithheldText.Is(text) || secrets.Holds(text) ? new OutgoingVerdict(OutgoingReasons.Secret, "The text holds a configured secret.") : null;

    private static OutgoingVerdict? Prompt(string text, IReadOnlyCollection<string> prompts)
    {
        var own = TextWords.Runs(TextWords.Hashes(text), PromptRun);
        return own.Count > 0 && prompts.Any(p => Repeats(TextWords.Hashes(p), own))
            ? new OutgoingVerdict(OutgoingReasons.SystemPrompt, $"The text repeats {PromptRun} consecutive words of its instructions.")
            : null;
    }

    private static bool Repeats(List<ulong> prompt, HashSet<ulong> own)
    {
        for (var start = 0; start + PromptRun <= prompt.Count; start++)
        {
            if (own.Contains(TextWords.RunAt(prompt, start, PromptRun)))
            {
                return true;
            }
        }

        return false;
    }

    private static OutgoingVerdict? Mention(string text, IReadOnlyCollection<string> allowed)
    {
        var stranger = Forms(text)
            .SelectMany(form => Mentions().Matches(form).Select(m => m.Groups[1].Value))
            .FirstOrDefault(handle => !allowed.Contains(handle, StringComparer.OrdinalIgnoreCase));
        return stranger is null ? null : new OutgoingVerdict(OutgoingReasons.Mention, $"The text names @{stranger}, who is not in the conversation.");
    }

    private static OutgoingVerdict? Names(string text, OutgoingRules rules)
    {
        var forms = Forms(text);
        var links = forms.SelectMany(Links).ToList();
        if (links.Count > 0 && !rules.AllowLinks)
        {
            return new OutgoingVerdict(OutgoingReasons.LinksNotAllowed, "The text holds a link, and the definition allows none (allow_links).");
        }

        // What is trusted is read only for a text that names something at all.
        var trusted = new Lazy<List<string>>(() => [.. rules.TrustedTexts.SelectMany(Forms)]);
        if (links.Count > 0 && links.Except(trusted.Value.SelectMany(Links), StringComparer.OrdinalIgnoreCase).Any())
        {
            return new OutgoingVerdict(OutgoingReasons.Link, "The text holds a link that comes from neither the definition nor an operator.");
        }

        var addresses = forms.SelectMany(Addresses).ToList();
        if (addresses.Count > 0 && addresses.Except(trusted.Value.SelectMany(Addresses), StringComparer.Ordinal).Any())
        {
            return new OutgoingVerdict(OutgoingReasons.Address, "The text holds an address that comes from neither the definition nor an operator.");
        }

        var cashtags = forms.SelectMany(Cashtags).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (cashtags.Count > 0 && cashtags.Except(trusted.Value.SelectMany(Cashtags), StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
        {
            return new OutgoingVerdict(OutgoingReasons.Cashtag, $"The text names ${unknown}, which comes from neither the definition nor an operator.");
        }

        return forms.Max(f => Cashtags(f).Count()) > 1 ? new OutgoingVerdict(OutgoingReasons.Cashtags, "The text holds more than one cashtag; X takes one.") : null;
    }

    private static List<string> Forms(string text) => TextWords.Visible(text) is var visible && visible != text ? [text, visible] : [text];

    private static IEnumerable<string> Links(string text) =>
        UrlScanner.Find(text).Select(u => u.Url)
            .Concat(OtherSchemes().Matches(text).Select(m => m.Value))
            .Select(url => Scheme().Replace(url, "").TrimEnd('/', '.', ',', ';', ':', '!', '?', ')', ']', '"', '\''));

    private static IEnumerable<string> Addresses(string text) => Address().Matches(text).Select(m => m.Value);

    private static IEnumerable<string> Cashtags(string text) => Cashtag().Matches(text).Select(m => m.Groups[1].Value);

    /// <summary>What X links as a mention, and longer names as the emulated world has them.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}_!#$%&*.@\uff20])[@\uff20]([A-Za-z0-9_]{1,64})", RegexOptions.CultureInvariant)]
    private static partial Regex Mentions();

    /// <summary>Base58 keys (Solana accounts and mints, Bitcoin), hexadecimal accounts and hashes, bech32, and mail addresses.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9])(?:0x[0-9a-fA-F]{40,64}|[a-z]{2,5}1[02-9ac-hj-np-z]{30,}|(?=[1-9A-HJ-NP-Za-km-z]*[0-9])(?=[1-9A-HJ-NP-Za-km-z]*[A-Za-z])[1-9A-HJ-NP-Za-km-z]{26,90})(?![A-Za-z0-9])|[\w.+-]+@[\w-]+\.[\w.-]*\w",
        RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_$\uff04])[$\uff04]([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?![\p{L}\p{N}_])", RegexOptions.CultureInvariant)]
    private static partial Regex Cashtag();

    [GeneratedRegex(@"^https?://", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    /// <summary>Schemes that X does not link but a reader may follow, and addresses by number.</summary>
    [GeneratedRegex(@"\b(?:[a-z][a-z0-9+.-]{1,15}://|mailto:|javascript:|data:[a-z]+/)\S+|(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OtherSchemes();
}
