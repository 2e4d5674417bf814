namespace PuppetEngine.Providers.X.Login;

/// <summary>What a check found.</summary>
/// <param name="Account">The account's key, world and credential.</param>
/// <param name="Found">Whether X took the credentials.</param>
/// <param name="Handle">The handle without its at sign; empty when not found.</param>
/// <param name="UserId">The user id.</param>
/// <param name="Rights"><c>read</c>, <c>read-write</c> or <c>read-write-directmessages</c>; empty when X did not say.</param>
/// <param name="Tier">The plan as far as X's limits tell; empty when they do not.</param>
/// <param name="Advice">What to mend, in words; empty when nothing is to be mended.</param>
public sealed record XCheckResult(string Account, bool Found, string Handle, string UserId, string Rights, string Tier, string Advice);
