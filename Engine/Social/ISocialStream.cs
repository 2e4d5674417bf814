using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Engine.Social;

/// <summary>The filtered stream of an app: one connection and one set of rules for all accounts of a consumer key.</summary>
public interface ISocialStream
{
    /// <summary>
    /// Connects and reads until it is cancelled or ends for good, and connects again by itself after what passes, with the vendor's
    /// back-off. One item is held at a time: a reader that does not read holds the vendor back. Whatever happens is told as an event;
    /// nothing is thrown but the cancellation.
    /// </summary>
    /// <param name="account">An account of the app.</param>
    /// <param name="backfillMinutes">Minutes that the vendor fills up after a break where the app's tier has that, 1 to 5; 0 for none.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<StreamEvent> ReadAsync(SocialAccountKey account, int backfillMinutes, CancellationToken cancellationToken);

    /// <summary>All rules of the app.</summary>
    Task<StreamRules> ListRulesAsync(SocialAccountKey account, CancellationToken cancellationToken);

    /// <summary>Adds rules. A rule that is there already counts as added and comes back with its id. Idempotent.</summary>
    Task<StreamRules> AddRulesAsync(SocialAccountKey account, IReadOnlyList<StreamRule> rules, CancellationToken cancellationToken);

    /// <summary>Deletes rules by id. One that is gone already counts as deleted. Idempotent.</summary>
    Task<StreamRules> DeleteRulesAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken);
}
