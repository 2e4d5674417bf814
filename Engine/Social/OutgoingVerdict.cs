namespace PuppetEngine.Engine.Social;

/// <summary>Why a text may not leave. The verdict's code is always <see cref="Code"/>; the reason tells which rule it broke.</summary>
/// <param name="Reason">One of <see cref="OutgoingReasons"/>.</param>
/// <param name="Detail">In words, for the model that writes anew and for the journal; it repeats no secret and no prompt.</param>
public sealed record OutgoingVerdict(string Reason, string Detail)
{
    /// <summary>The code in journal and API.</summary>
    public const string Code = "blocked_outgoing";
}
