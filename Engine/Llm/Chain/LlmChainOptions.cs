namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>How a chain of models falls over, waits and pauses. Section <c>Puppet:Llm:Chain</c>.</summary>
public sealed class LlmChainOptions
{
    /// <summary>The longest wait that is worth staying at the same tier for; asked to wait longer, the chain goes on. Default: 2 seconds.</summary>
    public TimeSpan ShortWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The wait before a failed provider is asked once more when no other tier is left. Default: 0.5 seconds.</summary>
    public TimeSpan ServerWait { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Failures in a row (server, timeout) that open a tier's circuit. Default: 5.</summary>
    public int CircuitFailures { get; set; } = 5;

    /// <summary>How long an open circuit stays open before one call tries again. Default: 30 seconds.</summary>
    public TimeSpan CircuitPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a tier rests after a rate limit that names no delay. Default: 5 seconds.</summary>
    public TimeSpan RateLimitPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a tier rests that is out of money or quota. Default: 10 minutes.</summary>
    public TimeSpan QuotaPause { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a tier rests whose key or model is refused. Default: 5 minutes.</summary>
    public TimeSpan AuthPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How much longer than the turn's deadline a reservation is held before it counts as spent. Default: 1 minute.</summary>
    public TimeSpan ReservationGrace { get; set; } = TimeSpan.FromMinutes(1);
}
