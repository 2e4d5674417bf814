namespace PuppetEngine.Engine.Social;

/// <summary>A link as X reports it beside a text.</summary>
/// <param name="Url">What stands in the text, as in <c>https://t.co/abc</c>.</param>
/// <param name="ExpandedUrl">What was sent, with a scheme.</param>
/// <param name="IsMedia">Whether X appended it for an attached picture or video.</param>
public sealed record ShownLink(string Url, string ExpandedUrl, bool IsMedia);
