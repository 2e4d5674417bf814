using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>The ceiling on models as a chain sees it: asked before every attempt, told after it.</summary>
public interface ILlmBudget
{
    /// <summary>Reserves the most that an attempt may cost.</summary>
    /// <param name="agentId">The agent for whom it is made.</param>
    /// <param name="callId">The call's id.</param>
    /// <param name="worst">The most it may cost.</param>
    /// <param name="tokens">The most tokens it may take, prompt and answer together.</param>
    /// <param name="hold">How long the reservation is needed; after it, unsettled, it counts as spent.</param>
    /// <param name="cancellationToken">Ends the wait; what was reserved meanwhile then counts as spent.</param>
    /// <returns>The reservation; one that is refused says why. It does not throw for a ceiling that cannot be asked: that is a refusal.</returns>
    ValueTask<BudgetReservation> ReserveAsync(string agentId, string callId, LlmCost worst, long tokens, TimeSpan hold, CancellationToken cancellationToken);

    /// <summary>Settles a reservation with what the attempt cost. A repeated settlement changes nothing. It does not throw: what cannot be settled stays charged.</summary>
    ValueTask SettleAsync(BudgetReservation reservation, LlmUsage usage);
}

/// <summary>What a budget answered.</summary>
/// <param name="Id">The reservation's id; null when it was refused.</param>
/// <param name="Refusal">Why it was refused and how to mend it; null when it was granted.</param>
/// <param name="RetryAt">When it is worth asking again; null when unknown.</param>
public sealed record BudgetReservation(string? Id, string? Refusal = null, DateTimeOffset? RetryAt = null);
