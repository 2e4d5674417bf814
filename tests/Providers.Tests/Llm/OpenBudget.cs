using PuppetEngine.Engine.Llm.Chain;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Tests.Providers.Llm;

/// <summary>A budget that grants all and keeps books: what was reserved, and what each reservation was settled with.</summary>
internal sealed class OpenBudget : ILlmBudget
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LlmCost> _open = [];

    public List<(LlmCost Worst, LlmUsage Settled)> Settled { get; } = [];

    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    public ValueTask<BudgetReservation> ReserveAsync(string agentId, string callId, LlmCost worst, long tokens, TimeSpan hold, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var id = $"r{_open.Count + Settled.Count + 1}";
            _open.Add(id, worst);
            return new(new BudgetReservation(id));
        }
    }

    public ValueTask SettleAsync(BudgetReservation reservation, LlmUsage usage)
    {
        lock (_gate)
        {
            Assert.True(_open.Remove(reservation.Id!, out var worst), "settled twice, or never reserved");
            Settled.Add((worst, usage));
        }

        return ValueTask.CompletedTask;
    }
}
