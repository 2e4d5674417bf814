using Microsoft.Extensions.Configuration;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>What the host knows about itself and the gateway shows: registered by the silo; a gateway apart reads its configuration.</summary>
public sealed record DeploymentFacts
{
    /// <summary>The actor host that was built: <c>local</c> or <c>orleans</c>.</summary>
    public string ActorRuntime { get; init; } = "";

    /// <summary>Where posts go: <c>live</c> or <c>emulated</c>, or a world's id that begins so.</summary>
    public string X { get; init; } = "emulated";

    /// <summary>Where models answer.</summary>
    public string Llm { get; init; } = "emulated";

    /// <summary>Where money moves.</summary>
    public string Solana { get; init; } = "emulated";

    /// <summary>Where the data lies; empty when the process has none of its own.</summary>
    public string DataDirectory { get; init; } = "";

    /// <summary>Settings under which keys were found that the worlds do not use, each with the setting that would use it.</summary>
    public IReadOnlyList<string> UnusedKeys { get; init; } = [];

    /// <summary>The build, and the worlds as the configuration sets them.</summary>
    public static DeploymentFacts From(IConfiguration configuration) => new()
    {
        ActorRuntime = ClusterConnection.ActorRuntime,
        X = configuration["Puppet:World:X"] ?? "emulated",
        Llm = configuration["Puppet:World:Llm"] ?? "emulated",
        Solana = configuration["Puppet:World:Solana"] ?? "emulated",
    };
}
