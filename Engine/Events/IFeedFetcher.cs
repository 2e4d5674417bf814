namespace PuppetEngine.Engine.Events;

/// <summary>Reads feeds from the web.</summary>
public interface IFeedFetcher
{
    /// <summary>Reads a feed; what did not change since is not read again.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="known">What the last reading gave to recognise it by; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FeedUnreachableException">It could not be read.</exception>
    /// <exception cref="FeedFormatException">It is no feed.</exception>
    Task<FeedReading> FetchAsync(Uri address, FeedStamp? known, CancellationToken cancellationToken);
}

/// <summary>By what a server recognises that nothing changed.</summary>
/// <param name="ETag">The header <c>ETag</c>; null when there was none.</param>
/// <param name="LastModified">The header <c>Last-Modified</c>; null when there was none.</param>
public sealed record FeedStamp(string? ETag, DateTimeOffset? LastModified);

/// <summary>One reading.</summary>
/// <param name="Entries">The entries; none when nothing changed.</param>
/// <param name="Stamp">For the next reading.</param>
public sealed record FeedReading(IReadOnlyList<FeedEntry> Entries, FeedStamp Stamp);

/// <summary>A feed could not be read.</summary>
/// <param name="message">Why, and what a person can do.</param>
/// <param name="inner">What broke; null where nothing did.</param>
public sealed class FeedUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
