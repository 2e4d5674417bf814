using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Tests.TestHost;

/// <summary>
/// The budget, by which a whole attempt is counted: it begins with its reservation and ends with its settlement. The chain runs on the
/// thread pool, where the silo does not see it, so that the clock would move on between its steps.
/// </summary>
public sealed class GaugedBudget(ILlmBudget inner, OutsideGauge gauge) : ILlmBudget
{
    public ValueTask<BudgetReservation> ReserveAsync(string agentId, string callId, LlmCost worst, long tokens, TimeSpan hold, CancellationToken cancellationToken) =>
        new(gauge.CountAsync(async () =>
        {
            var reservation = await inner.ReserveAsync(agentId, callId, worst, tokens, hold, cancellationToken);
            if (reservation.Id is not null)
            {
                gauge.Begin();
            }

            return reservation;
        }));

    public ValueTask SettleAsync(BudgetReservation reservation, LlmUsage usage) =>
        new(gauge.CountAsync(async () =>
        {
            try
            {
                await inner.SettleAsync(reservation, usage);
                return true;
            }
            finally
            {
                gauge.End();
            }
        }));
}
