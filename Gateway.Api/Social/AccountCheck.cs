using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Social;

/// <summary>Who an account is, as the network says.</summary>
/// <param name="Account">The account, <c>world/credential</c>.</param>
/// <param name="Found">Whether the network took the credentials.</param>
/// <param name="Handle">The handle without the at sign; empty when not found.</param>
/// <param name="UserId">The user id; empty when not found.</param>
/// <param name="Rights"><c>read</c>, <c>read-write</c> or <c>read-write-directmessages</c>; empty when the network did not say.</param>
/// <param name="Tier">The access tier as far as known; empty when not.</param>
/// <param name="Advice">What to mend; empty when nothing is to be mended.</param>
public sealed record AccountCheck(string Account, bool Found, string Handle, string UserId, string Rights, string Tier, string Advice)
{
    internal static AccountCheck From(string account, SocialProfile profile)
    {
        var found = profile.Outcome.Class == OutcomeClass.Sent;
        var readOnly = found && profile.AccessLevel == "read";
        return new AccountCheck(account, found, profile.Handle, profile.UserId, profile.AccessLevel, profile.Tier, readOnly
            ? "The token may only read. Give the app read and write permission in the developer console, then make the token anew."
            : found ? "" : profile.Outcome.Detail ?? "The network did not take the credentials.");
    }
}
