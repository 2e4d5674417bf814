using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Gateway.Api.Social;

/// <summary>The account that an agent acts with.</summary>
internal static class AccountApi
{
    /// <summary>Maps <c>/v1/agents/{id}/account/check</c>.</summary>
    public static void MapAccountApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/v1/agents/{id}/account/check", Check).WithTags("Agents");

    [EndpointSummary("Asks the network who the agent's account is and what it may do.")]
    [EndpointDescription("Posts nothing; one look-up is charged to the account.")]
    private static async Task<Results<Ok<AccountCheck>, ProblemHttpResult>> Check(string id, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var card = await grains.Agent(id).GetCard();
        if (card.AccountKey.Length == 0)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "needs_account", $"'{id}' names no usable account. Set one by puppet x login {id}, or give its definition credentials.");
        }

        var profile = await grains.GetGrain<ISocialWorkerGrain>("worker").WhoAmI(card.AccountKey, cancellationToken);
        return TypedResults.Ok(AccountCheck.From(card.AccountKey, profile));
    }
}
