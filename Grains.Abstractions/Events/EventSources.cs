namespace PuppetEngine.Grains.Abstractions.Events;

/// <summary>The channels by which events come, as <c>CHANNEL:NAME</c>.</summary>
public static class EventSources
{
    /// <summary>A person or a program with a key that may operate.</summary>
    public const string Api = "api";

    /// <summary>A signed delivery.</summary>
    public const string Webhook = "webhook";

    /// <summary>A feed that is read.</summary>
    public const string Feed = "feed";

    /// <summary>Made up by the product itself.</summary>
    public const string Generator = "generator";

    /// <summary>The source of a channel's event.</summary>
    public static string Of(string channel, string name) => $"{channel}:{name}";

    /// <summary>The channel of a source; the whole source where it names none.</summary>
    public static string ChannelOf(string source) => source.IndexOf(':', StringComparison.Ordinal) is var colon && colon > 0 ? source[..colon] : source;
}
