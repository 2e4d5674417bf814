using Microsoft.Extensions.Logging;
using Orleans;
using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>The chain's budget by way of this silo's budget grain. When that cannot be asked no call is made: an unknown ceiling is a closed one.</summary>
internal sealed partial class SiloLlmBudget(IGrainFactory grains, LlmSiloKey silo, ILogger<SiloLlmBudget> logger) : ILlmBudget
{
    private ILlmBudgetGrain Grain => grains.GetGrain<ILlmBudgetGrain>(silo.Value);

    public async ValueTask<BudgetReservation> ReserveAsync(string agentId, string callId, LlmCost worst, long tokens, TimeSpan hold, CancellationToken cancellationToken)
    {
        try
        {
            var reservation = await Grain
                .Reserve(new LlmReservationRequest { AgentId = agentId, CallId = callId, MicroDollars = worst.MicroDollars, Tokens = tokens, Hold = hold })
                .WaitAsync(cancellationToken);
            return new BudgetReservation(reservation.Id, reservation.Refusal is { } why ? $"not asked: {why}" : null, reservation.RetryAt);
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            LogNotAsked(logger, agentId, e);
            return new BudgetReservation(null, $"not asked: the ceiling on models could not be read ({e.GetType().Name}); see the log");
        }
    }

    public async ValueTask SettleAsync(BudgetReservation reservation, LlmUsage usage)
    {
        try
        {
            await Grain.Settle(reservation.Id!, usage);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotSettled(logger, usage.MicroDollars, e);
        }
    }
}
