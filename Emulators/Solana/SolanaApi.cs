using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Emulators.Solana.Rpc;
using PuppetEngine.Emulators.Solana.Streaming;

namespace PuppetEngine.Emulators.Solana;

/// <summary>The two nodes: calls by POST, subscriptions over a WebSocket at the same path.</summary>
internal static class SolanaApi
{
    public static void MapSolana(this IEndpointRouteBuilder endpoints)
    {
        var calls = endpoints.ServiceProvider.GetRequiredService<RpcEndpoint>();
        var sockets = endpoints.ServiceProvider.GetRequiredService<SubscriptionEndpoint>();
        foreach (var node in endpoints.ServiceProvider.GetRequiredService<SolanaNodes>().All)
        {
            endpoints.MapPost(node.Path, http => calls.HandleAsync(http, node));
            // The middleware that accepts sockets belongs to this branch alone: the host needs to know nothing of it.
            var branch = endpoints.CreateApplicationBuilder();
            branch.UseWebSockets();
            branch.Run(http => sockets.HandleAsync(http, node));
            endpoints.MapGet(node.Path, branch.Build());
        }
    }
}
