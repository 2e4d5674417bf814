namespace PuppetEngine.Gateway.Api.Social;

/// <summary>Something that a user of the emulated world says to an agent.</summary>
/// <param name="Text">What is said, 1 to 1,000 characters.</param>
/// <param name="From">Who says it: a handle of 1 to 15 letters, digits and underscores that is no agent's. Default: <c>visitor</c>.</param>
public sealed record MentionRequest(string Text, string From = "visitor");

/// <summary>A mention that was made in the emulated world.</summary>
/// <param name="PostId">The post's id there.</param>
/// <param name="From">Who wrote it.</param>
/// <param name="To">The handle that it mentions.</param>
public sealed record MentionResource(string PostId, string From, string To);
