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
    public async ValueTask<BudgetReservation> ReserveAsync(string agentId, string callId, LlmCost worst, long tokens, TimeSpan hold, CancellationToken cancellationToken)
    {
        gauge.Begin();
        BudgetReservation? reservation = null;
        try
        {
            return reservation = await inner.ReserveAsync(agentId, callId, worst, tokens, hold, cancellationToken);
        }
        finally
        {
            if (reservation?.Id is null)
            {
                gauge.EndAfterwards();
            }
        }
    }

    public async ValueTask SettleAsync(BudgetReservation reservation, LlmUsage usage)
    {
        try
        {
            await inner.SettleAsync(reservation, usage);
        }
        finally
        {
            gauge.EndAfterwards();
        }
    }
}
