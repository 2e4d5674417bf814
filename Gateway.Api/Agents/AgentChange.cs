using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>What a posted definition did.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Created">Whether it came into being.</param>
/// <param name="Version">The definition's version after it.</param>
/// <param name="Changed">The changed fields as paths, as in <c>style_guide.voice</c>.</param>
/// <param name="Pending">Privileged fields whose loosening waits for a call with the scope <c>admin</c>.</param>
/// <param name="Warnings">What was odd and accepted.</param>
public sealed record AgentChange(string Id, bool Created, long Version, IReadOnlyList<string> Changed, IReadOnlyList<string> Pending, IReadOnlyList<FieldError> Warnings);

/// <summary>Which privileged changes are approved.</summary>
/// <param name="Version">The definition's version that was looked at; left out for whichever it is.</param>
public sealed record ApproveDefinitionRequest(long? Version = null);

/// <summary>Why an agent is paused.</summary>
/// <param name="Reason">In words; may be empty.</param>
public sealed record PauseRequest(string? Reason = null);
