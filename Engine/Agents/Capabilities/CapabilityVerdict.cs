namespace PuppetEngine.Engine.Agents.Capabilities;

/// <summary>Whether an act may go on.</summary>
/// <param name="IsAllowed">Whether it may.</param>
/// <param name="Code">One of <see cref="CapabilityCodes"/>.</param>
/// <param name="Detail">In a sentence, without anybody's words.</param>
public sealed record CapabilityVerdict(bool IsAllowed, string Code, string Detail);

/// <summary>The codes of verdicts. Stable: they stand in the journal.</summary>
public static class CapabilityCodes
{
    /// <summary>It may go on.</summary>
    public const string Allowed = "allowed";

    /// <summary>This cause never leads to such an act.</summary>
    public const string NotFromThisCause = "not_from_this_cause";

    /// <summary>It concerns another post, conversation or person than the cause.</summary>
    public const string ElsewhereThanCause = "elsewhere_than_cause";

    /// <summary>The cause has led to it already.</summary>
    public const string Once = "once_per_cause";

    /// <summary>A text that is not trusted enough stood in the prompt from which the act was chosen.</summary>
    public const string Untrusted = "untrusted_material";

    /// <summary>A model may not choose such an act at all.</summary>
    public const string NotForModels = "not_for_models";

    /// <summary>The operator's request did not name it.</summary>
    public const string NotRequested = "not_requested";
}
