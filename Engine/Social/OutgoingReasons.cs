namespace PuppetEngine.Engine.Social;

/// <summary>The reasons of an <see cref="OutgoingVerdict"/>. Stable: they stand in the journal.</summary>
public static class OutgoingReasons
{
    /// <summary>It holds a configured secret.</summary>
    public const string Secret = "secret";

    /// <summary>It holds twelve consecutive words of a system prompt.</summary>
    public const string SystemPrompt = "system_prompt";

    /// <summary>It names somebody outside the conversation.</summary>
    public const string Mention = "mention";

    /// <summary>It holds a link although the definition allows none.</summary>
    public const string LinksNotAllowed = "links_not_allowed";

    /// <summary>It holds a link that comes from neither the definition nor an operator.</summary>
    public const string Link = "link";

    /// <summary>It holds an address or mint that comes from neither.</summary>
    public const string Address = "address";

    /// <summary>It holds a cashtag that comes from neither.</summary>
    public const string Cashtag = "cashtag";

    /// <summary>It holds more than one cashtag, which X refuses.</summary>
    public const string Cashtags = "cashtags";

    /// <summary>It holds a character that X refuses.</summary>
    public const string Character = "character";
}
