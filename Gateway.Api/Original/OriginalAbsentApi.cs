using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>What the original's documents promised and this version does not do: each says so, and what does instead.</summary>
internal static class OriginalAbsentApi
{
    private const string NoTrades = "Trading is not built into this version. Nothing was traded, and no wallet is asked.";

    /// <summary>Method, path and the sentence.</summary>
    public static readonly IReadOnlyList<(string Method, string Path, string Why)> Routes =
    [
        ("POST", "/agents/{id}/trade", NoTrades),
        ("GET", "/trading/{id}/stats", NoTrades),
        ("GET", "/trading/{id}/balance", NoTrades),
        ("GET", "/trading/{id}/transactions", NoTrades),
        ("PUT", "/config", "Settings are read at the start and not changed over the API. Set them in the environment or on the command line, and start again."),
        ("POST", "/system/restart", "The API does not restart processes: whatever supervises them does. POST /v1/kill-switch stops everything at once."),
    ];

    public static void Map(RouteGroupBuilder group)
    {
        foreach (var (method, path, why) in Routes)
        {
            group.MapMethods(path, [method], context => Problems.WriteAsync(context, StatusCodes.Status501NotImplemented, AgentProblemCodes.NotSupported, why));
        }
    }
}
