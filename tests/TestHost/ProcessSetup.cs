using Microsoft.Extensions.DependencyInjection;

namespace PuppetEngine.Tests.TestHost;

/// <summary>What is different from the product in one process of a test.</summary>
public sealed record ProcessSetup
{
    /// <summary>Settings beside the default configuration.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Services that are registered before the product's, and so in their place where it only tries to add.</summary>
    public Action<IServiceCollection>? Before { get; init; }

    /// <summary>Changes the product's services. Kill points come around what it makes of them.</summary>
    public Action<IServiceCollection, OutsideGauge>? Change { get; init; }

    /// <summary>
    /// Looks at each operation on grain state and reminders before it is done, and lets it fail by a throw: the operation, as
    /// <c>turn.Write</c>, and the grain's key.
    /// </summary>
    public Action<string, string>? OnStorage { get; init; }

    /// <summary>Runs on the writer's thread before a commit of the grains' database.</summary>
    public Action? BeforeCommit { get; init; }

    /// <summary>Runs on the writer's thread when a commit of the grains' database is on disk, and nobody knows yet.</summary>
    public Action? AfterCommit { get; init; }
}
