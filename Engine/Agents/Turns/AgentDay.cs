namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>What an agent's models cost in one UTC day. A day never reopens when a clock steps back.</summary>
/// <param name="Date">The day: the highest ever seen.</param>
/// <param name="Charged">Settled costs and open reservations, in millionths of a dollar.</param>
public sealed record AgentDay(DateOnly Date, long Charged)
{
    /// <summary>Before the first.</summary>
    public static AgentDay None { get; } = new(DateOnly.MinValue, 0);

    /// <summary>The ledger at a time: a new day begins empty, an earlier time stays in the present day.</summary>
    public AgentDay At(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return today > Date ? new AgentDay(today, 0) : this;
    }

    /// <summary>Reserves an amount; null where the ceiling would be passed.</summary>
    public AgentDay? Reserve(long amount, long ceiling) => Charged + amount <= ceiling ? this with { Charged = Charged + amount } : null;

    /// <summary>Replaces a reservation by what was spent. A reservation of an earlier day was closed with it.</summary>
    public AgentDay Settle(long reserved, long spent) => this with { Charged = Math.Max(0, Charged - reserved) + spent };
}
