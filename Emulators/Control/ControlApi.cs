using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PuppetEngine.Emulators.Control;

/// <summary>The routes under <c>/control</c>: faults, counters, scripted users and replies, and what has landed.</summary>
internal static class ControlApi
{
    public static RouteGroupBuilder MapControl(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var faults = services.GetRequiredService<FaultEndpoints>();
        var x = services.GetRequiredService<XControl>();
        var scenes = services.GetRequiredService<XSceneControl>();
        var llm = services.GetRequiredService<LlmControl>();
        var solana = services.GetRequiredService<SolanaControl>();
        var jupiter = services.GetRequiredService<JupiterControl>();
        var options = services.GetRequiredService<IOptions<EmulatorOptions>>().Value;

        var group = endpoints.MapGroup("/control");
        group.AddEndpointFilter(new LoopbackGuard(options.AllowedHosts));
        group.AddEndpointFilter(Understand);

        group.MapGet("", x.Status);
        group.MapGet("/faults", faults.List);
        group.MapPost("/faults", (HttpRequest request) => faults.AddAsync(request));
        group.MapDelete("/faults", faults.Clear);
        group.MapDelete("/faults/{id}", (string id) => faults.Remove(id));
        group.MapGet("/counters", faults.Counters);
        group.MapDelete("/counters", faults.ClearCounters);

        group.MapGet("/x/posts", (HttpRequest request) => x.Posts(request.Query));
        group.MapGet("/x/users", x.Users);
        group.MapPost("/x/users", (HttpRequest request) => x.SaveAccountAsync(request));
        group.MapGet("/x/accounts", x.Users);
        group.MapPost("/x/accounts", (HttpRequest request) => x.SaveAccountAsync(request));
        group.MapPost("/x/mentions", (HttpRequest request) => x.MentionAsync(request));
        group.MapPost("/x/windows", (HttpRequest request) => x.SetWindowAsync(request));

        group.MapPost("/x/posts", (HttpRequest request) => scenes.PostAsync(request));
        group.MapGet("/x/bots", scenes.ListBots);
        group.MapPost("/x/bots", (HttpRequest request) => scenes.SetBotsAsync(request));
        group.MapDelete("/x/bots", scenes.ClearBots);
        group.MapGet("/x/stream", scenes.Stream);
        group.MapPost("/x/stream", (HttpRequest request) => scenes.SetStreamAsync(request));

        group.MapGet("/llm/requests", (int? limit) => llm.Requests(limit ?? int.MaxValue));
        group.MapDelete("/llm/requests", llm.ClearRequests);
        group.MapGet("/llm/replies", llm.Replies);
        group.MapPost("/llm/replies", (HttpRequest request) => llm.AddRepliesAsync(request));
        group.MapDelete("/llm/replies", llm.ClearReplies);

        group.MapGet("/solana/transactions", (HttpRequest request) => solana.Transactions(request.Query));
        group.MapGet("/solana/accounts/{address}", (string address) => solana.Account(address));
        group.MapPost("/solana/fund", (HttpRequest request) => solana.FundAsync(request));
        group.MapPost("/solana/mints", (HttpRequest request) => solana.MintAsync(request));
        group.MapGet("/solana/nodes", solana.Nodes);
        group.MapPost("/solana/nodes", (HttpRequest request) => solana.SetNodeAsync(request));
        group.MapPost("/solana/forks", (HttpRequest request) => solana.ForkAsync(request));
        group.MapGet("/jupiter/tokens", jupiter.Tokens);
        group.MapPost("/jupiter/tokens", (HttpRequest request) => jupiter.SetTokenAsync(request));
        return group;
    }

    /// <summary>What a body got wrong is answered with the sentence that mends it.</summary>
    private static async ValueTask<object?> Understand(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (FormatException e)
        {
            return ControlJson.Bad(e.Message);
        }
    }
}
