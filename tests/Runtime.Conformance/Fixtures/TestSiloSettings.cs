using Microsoft.Extensions.DependencyInjection;

namespace PuppetEngine.Tests.Runtime.Conformance.Fixtures;

/// <summary>What a test may set on its silo; the same on both hosts.</summary>
public sealed class TestSiloSettings
{
    /// <summary>How long a caller waits for an answer. Default: 30 seconds, Orleans' own.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an activation may be idle. Default: 15 minutes, Orleans' own.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How exactly idle time is measured; shorter than <see cref="CollectionAge"/>. Default: one minute, Orleans' own.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The shortest period of a reminder. Default: one minute, Orleans' own.</summary>
    public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>More services for the grains.</summary>
    public Action<IServiceCollection>? Services { get; set; }
}
