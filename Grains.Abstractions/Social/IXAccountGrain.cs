using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Social;

/// <summary>
/// One user token on X: its rate windows, budgets, known post ids and stop states. Key: <see cref="SocialAccountKey"/>.
/// It hands out permits and makes no call to X but the refresh of its token.
/// </summary>
[Alias("PuppetEngine.Social.IXAccountGrain")]
public interface IXAccountGrain : IGrainWithStringKey
{
    /// <summary>Reserves one call, durably, before it is made. Idempotent by (effect, attempt, kind).</summary>
    [Alias("Reserve")]
    Task<SocialPermit> Reserve(SocialPermitRequest request);

    /// <summary>Settles a reserved call. Idempotent by (effect, attempt, kind).</summary>
    [Alias("Settle")]
    Task Settle(SocialSettlement settlement);

    /// <summary>
    /// Binds the first of the candidate posts that no other effect holds to this effect, for good, and returns its id;
    /// null when all are taken. Idempotent: an effect that holds a post gets the same one again.
    /// </summary>
    [Alias("Claim")]
    Task<string?> Claim(string effectId, List<string> candidatePostIds);

    /// <summary>
    /// Says what others have posted by this account, and permits a read of its timeline where one is due: once on the first use in a world,
    /// then at an interval. Not idempotent: each permitted read is charged, and given back to the budget as far as it found less.
    /// </summary>
    /// <param name="agentId">The agent that asks.</param>
    /// <param name="reach">How far back the first read must reach at least; it does one day, and never more than seven.</param>
    [Alias("BeginWatch")]
    Task<AccountWatch> BeginWatch(string agentId, TimeSpan reach);

    /// <summary>Takes in what a permitted read found. A post that no effect made is told to people when it came after the first read. Idempotent.</summary>
    /// <param name="readId">The read's id, from <see cref="BeginWatch"/>.</param>
    /// <param name="read">What was read.</param>
    [Alias("EndWatch")]
    Task<AccountWatch> EndWatch(string readId, TimelineRead read);

    /// <summary>How the account stands. Answers while other calls wait.</summary>
    [Alias("GetStatus"), AlwaysInterleave]
    Task<SocialAccountStatus> GetStatus();

    /// <summary>
    /// Refreshes the account's OAuth 2.0 token; one at a time for the whole cluster, because a refresh token works once. A token that
    /// is fresh already is left alone. Its outcome's class is <see cref="OutcomeClass.Sent"/> when a usable token is stored.
    /// </summary>
    [Alias("RefreshToken"), ResponseTimeout("00:01:00")]
    Task<SocialOutcome> RefreshToken();

    /// <summary>Notes who the account is, as a look-up with its present credentials said, or why it could not be told. Idempotent.</summary>
    [Alias("Identify")]
    Task Identify(SocialProfile profile);

    /// <summary>
    /// Begins a login with OAuth 2.0 in the account's name. The attempt lives in memory for ten minutes; a later one takes its place.
    /// </summary>
    [Alias("BeginLogin")]
    Task<SocialLoginStart> BeginLogin();

    /// <summary>
    /// Completes the login that was begun last: the tokens are in the secret store when it returns, and stops that the credentials
    /// caused are cleared. Its outcome's class is <see cref="OutcomeClass.Sent"/> when the account is logged in; else its detail says what to do.
    /// </summary>
    /// <param name="redirected">The whole address that the browser came back to.</param>
    [Alias("CompleteLogin"), ResponseTimeout("00:01:30")]
    Task<SocialOutcome> CompleteLogin(string redirected);

    /// <summary>Clears a stop that a person has mended, on the account and on its app; windows stay closed. Idempotent.</summary>
    [Alias("ClearStop")]
    Task ClearStop();

    /// <summary>Tells the account that its app has stopped: it asks the app again before its next call. Idempotent.</summary>
    [Alias("AppStopped"), AlwaysInterleave]
    Task AppStopped(string code, string detail, DateTimeOffset? until);
}
