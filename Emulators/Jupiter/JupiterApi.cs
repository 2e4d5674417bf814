using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Emulators.Control;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>The routes of the emulated Jupiter under <c>/jupiter</c>.</summary>
internal static class JupiterApi
{
    public static void MapJupiter(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var gateway = services.GetRequiredService<JupiterGateway>();
        var (build, orders, legacy) = (services.GetRequiredService<BuildEndpoints>(), services.GetRequiredService<OrderEndpoints>(), services.GetRequiredService<LegacySwapEndpoints>());
        var (execute, tokens) = (services.GetRequiredService<ExecuteEndpoint>(), services.GetRequiredService<TokenEndpoints>());

        void Map(string method, string path, Func<HttpRequest, byte[], FaultHit?, Task<JupiterAnswer>> handle) =>
            endpoints.MapMethods($"/jupiter{path}", [method], http => gateway.HandleAsync(http, $"{method} /jupiter{path}", handle));

        Map("GET", "/swap/v2/build", build.BuildAsync);
        Map("GET", "/swap/v2/order", orders.OrderAsync);
        Map("POST", "/swap/v2/execute", execute.ExecuteAsync);
        Map("GET", "/swap/v1/quote", legacy.QuoteAsync);
        Map("POST", "/swap/v1/swap", legacy.SwapAsync);
        Map("POST", "/swap/v1/swap-instructions", legacy.InstructionsAsync);
        Map("GET", "/price/v3", tokens.PricesAsync);
        Map("GET", "/tokens/v2/search", tokens.SearchAsync);
        Map("GET", "/tokens/v2/tag", tokens.TagAsync);
        Map("GET", "/tokens/v2/recent", tokens.RecentAsync);
        Map("GET", "/tokens/v2/{category}/{interval}", tokens.CategoryAsync);
    }
}
