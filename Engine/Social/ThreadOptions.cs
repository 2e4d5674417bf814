namespace PuppetEngine.Engine.Social;

/// <summary>How a text becomes a thread. It is part of what the parts' ids are made of: keep it with the text until the thread stands.</summary>
public sealed record ThreadOptions
{
    /// <summary>The smallest <see cref="Maximum"/>: a link and a number must find room.</summary>
    public const int LeastMaximum = 50;

    /// <summary>The longest part, weighted as X weighs. Default: 280.</summary>
    public int Maximum { get; init; } = WeightedLength.Maximum;

    /// <summary>Whether each part of several ends in its number, as in <c>(2/5)</c>. Default: false.</summary>
    public bool Numbered { get; init; }
}
