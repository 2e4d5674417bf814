namespace PuppetEngine.Engine.Events;

/// <summary>One entry of a feed, as plain text.</summary>
/// <param name="Id">The feed's own id of the entry; its link or title where it gives none.</param>
/// <param name="Title">The title, at most 300 characters.</param>
/// <param name="Summary">The summary, at most 2,000 characters; may be empty.</param>
/// <param name="Link">Where it is to be read; null when there is none that is http or https.</param>
/// <param name="At">When it was published; null when the feed does not say, or not readably.</param>
public sealed record FeedEntry(string Id, string Title, string Summary, Uri? Link, DateTimeOffset? At);
