using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>What X refuses about a post that is valid in shape: length, duplicates, and 2026's rules for self-serve apps.</summary>
internal sealed class PostRules(XWorld world)
{
    /// <summary>The refusal, or null where the post may be created.</summary>
    public XAnswer? Refuse(XAccount author, PostDraft draft, bool anyAgeIsDuplicate)
    {
        if (WeightedLength.HasInvalidCharacter(draft.Text))
        {
            return XProblem.Invalid("text", "", "text: contains a character that is not allowed");
        }

        XPost? parent = null;
        if (draft.InReplyTo is { } parentId && (parent = world.Posts.Find(parentId)) is null)
        {
            return XProblem.ReplyNotVisible();
        }

        // Mentions at the head of a reply are X's own doing, whoever typed them, and do not count.
        var counted = parent is null ? draft.Text : PostText.Canonical(draft.Text, reply: true);
        if (WeightedLength.Of(counted) > (author.Record.Premium ? WeightedLength.PremiumMaximum : WeightedLength.Maximum))
        {
            return XProblem.NotPermitted();
        }

        if (author.Record.Unlabelled)
        {
            return XProblem.NotLabelled();
        }

        if (draft.Media.Count > 0 && world.Media.Refuse(author, draft.Media) is { } badMedia)
        {
            return badMedia;
        }

        if (author.Record.AiRepliesRefused && parent is not null && parent.AuthorId != author.Id)
        {
            return XProblem.AiRepliesNotApproved();
        }

        if (draft.Quoted is { } quotedId && !author.Tier.SelfServe && world.Posts.Find(quotedId) is null)
        {
            return XProblem.Invalid("quote_tweet_id", PostJson.Id(quotedId), "The post that is quoted does not exist or is not visible to you.");
        }

        if (author.Tier.SelfServe && SelfServe(author, draft, parent) is { } refused)
        {
            return refused;
        }

        if (world.Posts.FindDuplicate(author, draft, anyAgeIsDuplicate) is not null)
        {
            world.Counters.Add("x", "duplicates");
            return XProblem.DuplicateContent();
        }

        return null;
    }

    private XAnswer? SelfServe(XAccount author, PostDraft draft, XPost? parent)
    {
        if (draft.Quoted is not null)
        {
            return XProblem.SelfServe("Quote posts");
        }

        if (PostText.Cashtags(draft.Text) > 1)
        {
            return XProblem.SelfServe("Posts with more than one cashtag");
        }

        return parent is null || parent.AuthorId == author.Id || Summoned(author, parent) ? null : XProblem.NotSummoned();
    }

    /// <summary>The parent's author named the account or answered it, or quoted one of its posts.</summary>
    private bool Summoned(XAccount author, XPost parent) =>
        parent.Mentioned.Contains(author.Id)
        || (parent.Quoted is { } quoted && world.Posts.Find(quoted)?.AuthorId == author.Id);
}
