using System.Text.RegularExpressions;

namespace PuppetEngine.Engine.Social;

/// <summary>
/// X's rules of 2026 as a gate before anything is planned: what X would refuse, and what it would let pass once and then suspend the
/// account for. The same gate stands in the emulated world, so that a rehearsal meets the rules that live work meets.
/// </summary>
public static partial class SocialPolicy
{
    /// <summary>
    /// What stands against a text that another account of ours says (<see cref="SaidText"/>). Apart from the other rules, because only the tables know
    /// it: asked of each draft, and again of what is about to leave.
    /// </summary>
    public static PolicyVerdict SaidElsewhere { get; } = new(
        PolicyCodes.IdenticalElsewhere,
        "Another account of this house has said the same lately, and X suspends accounts for identical content.",
        "Let it be said in this account's own words.");

    /// <summary>Why the rules forbid it, the gravest reason first; null when they allow it.</summary>
    public static PolicyVerdict? Check(SocialProposal proposal, SocialStanding standing)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        ArgumentNullException.ThrowIfNull(standing);
        return Label(proposal, standing)
            ?? Target(proposal)
            ?? OptOut(proposal)
            ?? Form(proposal, standing)
            ?? Words(proposal, standing);
    }

    private static PolicyVerdict? Label(SocialProposal proposal, SocialStanding standing) =>
        standing.IsLabelledAutomated || proposal is { ByOperator: true, IsGenerated: false }
            ? null
            : new PolicyVerdict(
                PolicyCodes.NotLabelled,
                $"@{standing.Handle} is not marked as an automated account, and X asks that of every account that a program runs.",
                "On X, set the label \"Automated\" in the account's settings, link the human account, say so in the bio, and then state it with automated_label: true in the definition.");

    private static PolicyVerdict? Target(SocialProposal proposal) =>
        proposal.Form is SocialForm.Reply or SocialForm.Quote or SocialForm.Like or SocialForm.Repost && proposal.Target is null
            ? new PolicyVerdict(PolicyCodes.NoTarget, "There is no post to do it to: it is deleted, or was never read.", "Name a post that exists, or leave it.")
            : null;

    private static PolicyVerdict? OptOut(SocialProposal proposal) =>
        proposal.AuthorOptedOut && proposal.Form is not (SocialForm.Post or SocialForm.ThreadPart)
            ? new PolicyVerdict(PolicyCodes.AuthorOptedOut, "The author told this account to stop, and X asks that this be honoured.", "Nothing is to be done, unless the author writes first and takes it back.")
            : null;

    private static PolicyVerdict? Form(SocialProposal proposal, SocialStanding standing) => proposal.Form switch
    {
        SocialForm.Reply => Reply(proposal, standing),
        SocialForm.Quote when standing.Tier.IsSelfServe => NotInTier(PolicyCodes.QuoteNotInTier, "Quotes", standing),
        SocialForm.Like when standing.Tier.IsSelfServe => NotInTier(PolicyCodes.LikeNotInTier, "Likes", standing),
        SocialForm.Like when !proposal.ByOperator && !standing.AutomatedLikesApproved => Automated(PolicyCodes.AutomatedLike, "likes"),
        SocialForm.Follow when standing.Tier.IsSelfServe => NotInTier(PolicyCodes.FollowNotInTier, "Follows", standing),
        SocialForm.Follow when !proposal.ByOperator => Automated(PolicyCodes.AutomatedFollow, "follows"),
        _ => null,
    };

    private static PolicyVerdict? Reply(SocialProposal proposal, SocialStanding standing)
    {
        var target = proposal.Target!;
        if (proposal.AlreadyAnswered)
        {
            return new PolicyVerdict(PolicyCodes.AlreadyAnswered, "X allows one reply per interaction, and this one has its reply.", "Wait until the author writes again.");
        }

        var isSummoned = proposal.TargetQuotesOwn || target.Mentions.Contains(standing.Handle, StringComparer.OrdinalIgnoreCase) || MentionText.Names(target.Text, standing.Handle);
        if (standing.Tier.IsSelfServe && !isSummoned && !IsOwn(target.Author.Handle, standing))
        {
            return new PolicyVerdict(
                PolicyCodes.NotSummoned,
                $"@{target.Author.Handle} did not summon @{standing.Handle}: on the tier {standing.Tier.Name} a reply is allowed only to a post that names the account or quotes it.",
                "Answer only those who write to the account, or use an enterprise app and set its tier.");
        }

        return proposal.IsGenerated && !standing.AiRepliesApproved && !IsOwn(target.Author.Handle, standing)
            ? new PolicyVerdict(
                PolicyCodes.AiReplyNotApproved,
                "X asks for its written approval before a model writes replies to others.",
                "Ask X for the approval and then state it with ai_replies_approved: true in the definition; until then let a person write the reply.")
            : null;
    }

    private static PolicyVerdict? Words(SocialProposal proposal, SocialStanding standing)
    {
        if (standing.Tier.IsSelfServe && Cashtags(proposal.Text) is > 1 and var count)
        {
            return new PolicyVerdict(PolicyCodes.Cashtags, $"The text holds {count} cashtags; on the tier {standing.Tier.Name} X takes one per post.", "Keep one cashtag and write the others without the dollar sign.");
        }

        var allowed = proposal.Target is { } target ? ReplyText.Participants(target, standing.Handle).Append(standing.Handle).ToList() : [standing.Handle];
        if (MentionText.Find(proposal.Text).Where(m => !allowed.Exists(h => Names(proposal.Text, m, h))).Select(m => m.Handle).FirstOrDefault() is { } stranger && !proposal.ByOperator)
        {
            return new PolicyVerdict(PolicyCodes.UnsolicitedMention, $"The text names @{stranger}, who is not in the conversation, and X forbids automated mentions that nobody asked for.", "Write the name without the at sign.");
        }

        return proposal.HidesAiMedia
            ? new PolicyVerdict(PolicyCodes.AiMediaNotMarked, "The media was made by a model, and the post does not say so.", "Set made_with_ai on the post.")
            : null;
    }

    /// <summary>How many cashtags X sees in a text, the same one twice counted twice.</summary>
    public static int Cashtags(string text) => Cashtag().Count(text);

    private static PolicyVerdict NotInTier(string code, string what, SocialStanding standing) => new(
        code,
        $"{what} are not part of the tier {standing.Tier.Name}: since April 2026 X keeps them for enterprise apps.",
        "Leave it, or use an enterprise app and set its tier.");

    private static PolicyVerdict Automated(string code, string what) => new(
        code,
        $"X forbids {what} that a program decides on, whatever the tier.",
        "Let an operator ask for it.");

    /// <summary>Whether a mention is of a handle, which in the emulated world may go on with dashes and dots where X's mentions end.</summary>
    private static bool Names(string text, FoundMention mention, string handle)
    {
        var end = mention.Index + 1 + handle.Length;
        return end <= text.Length
            && handle.Length >= mention.Handle.Length
            && text.AsSpan(mention.Index + 1, handle.Length).Equals(handle, StringComparison.OrdinalIgnoreCase)
            && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'));
    }

    private static bool IsOwn(string handle, SocialStanding standing) => string.Equals(handle, standing.Handle, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"(?<![\p{L}\p{N}_$\uff04])[$\uff04][A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?![\p{L}\p{N}_])", RegexOptions.CultureInvariant)]
    private static partial Regex Cashtag();
}
