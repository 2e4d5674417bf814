using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X.Search;

/// <summary>
/// A query of X's language, for search and for stream rules: words, phrases, handles, tags and operators side by side mean all of them;
/// <c>OR</c> binds weaker, <c>-</c> negates, brackets group.
/// </summary>
internal sealed class PostQuery
{
    private readonly Func<XPost, XDirectory, bool> _matches;

    private PostQuery(Func<XPost, XDirectory, bool> matches, ulong? conversation) => (_matches, Conversation) = (matches, conversation);

    /// <summary>The one conversation that every match belongs to, where the query asks for one outright.</summary>
    public ulong? Conversation { get; }

    public bool Matches(XPost post, XDirectory directory) => _matches(post, directory);

    /// <summary>Reads a query.</summary>
    /// <returns>The query, or X's kind of sentence about what is wrong with it.</returns>
    public static (PostQuery? Query, string? Problem) Parse(string text)
    {
        try
        {
            var parser = new PostQueryParser(text);
            var matches = parser.Whole();
            return (new PostQuery(matches, parser.Conversation), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }
}
