namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>A new text for a held effect.</summary>
/// <param name="Text">The exact text.</param>
public sealed record EditRequest(string Text);

/// <summary>What became of an effect in doubt.</summary>
/// <param name="Outcome"><c>sent</c> or <c>not_sent</c>.</param>
/// <param name="ExternalId">The vendor's id, where it was sent.</param>
public sealed record ResolveRequest(string Outcome, string? ExternalId = null);
