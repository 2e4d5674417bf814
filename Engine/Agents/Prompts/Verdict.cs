namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>Something wrong with a draft: for the model that writes it anew, for the journal, and for whoever asks why nothing was posted.</summary>
/// <param name="Code">One of <see cref="VerdictCodes"/>.</param>
/// <param name="Detail">What is wrong, in words, without secrets.</param>
public sealed record Verdict(string Code, string Detail);

/// <summary>The codes of verdicts. Stable: they stand in the journal and in the API.</summary>
public static class VerdictCodes
{
    /// <summary>Nothing is left of the text.</summary>
    public const string Empty = "empty";

    /// <summary>Longer than the network or the definition allows.</summary>
    public const string TooLong = "too_long";

    /// <summary>Names a topic of <c>topics_to_avoid</c>.</summary>
    public const string ForbiddenTopic = "forbidden_topic";

    /// <summary>Holds a word of <c>vocabulary.avoid_terms</c>.</summary>
    public const string AvoidedTerm = "avoided_term";

    /// <summary>Says nearly the same as a recent post.</summary>
    public const string NearDuplicate = "near_duplicate";

    /// <summary>Another account of ours says it; <see cref="Social.PolicyCodes.IdenticalElsewhere"/>.</summary>
    public const string IdenticalElsewhere = Social.PolicyCodes.IdenticalElsewhere;

    /// <summary>Breaks a rule of outgoing text; see <c>blocked_outgoing</c> in the API.</summary>
    public const string BlockedOutgoing = "blocked_outgoing";
}
