namespace PuppetEngine.Emulators.X.Posts;

/// <summary>One entry of <c>entities.urls</c>; offsets count code points of the text as shown.</summary>
internal sealed record XLink(int Start, int End, string Url, string ExpandedUrl, string DisplayUrl);
