using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Social;

/// <summary>The door by which a person tries an agent out: a user of the emulated world mentions it. In a live world there is none.</summary>
internal static partial class MentionApi
{
    private const int MaxText = 1000;

    /// <summary>Maps <c>/v1/agents/{id}/mention</c>.</summary>
    public static void MapMentionApi(this IEndpointRouteBuilder app) => app.MapGroup("/v1/agents/{id}/mention").WithTags("Agents").MapPost("", Mention);

    [EndpointSummary("Has a user of the emulated world mention an agent.")]
    [EndpointDescription("202 with the post there; the agent reads and judges it as any mention. 409 not_emulated where X is live: nobody is impersonated there.")]
    private static async Task<Results<Accepted<MentionResource>, ProblemHttpResult>> Mention(
        string id, MentionRequest request, IGrainFactory grains, AccountDirectory accounts, DeploymentFacts facts, [FromServices] IEmulatedUsers? users, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > MaxText)
        {
            return Problems.Field("text", $"text must have 1 to {MaxText} characters.", ProblemCodes.InvalidBody);
        }

        if (!Handle().IsMatch(request.From))
        {
            return Problems.Field("from", "from is a handle: 1 to 15 letters, digits and underscores.", ProblemCodes.InvalidBody);
        }

        var account = (await grains.Agent(id).GetCard()).AccountKey;
        if (users is null || facts.X.StartsWith("live", StringComparison.Ordinal) || account.StartsWith("live/", StringComparison.Ordinal))
        {
            return Problems.Of(StatusCodes.Status409Conflict, ProblemCodes.NotEmulated, "This is done in the emulated world only, by the gateway of a silo whose X is emulated. Elsewhere, mention the agent on X.");
        }

        if (account.Length == 0)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "needs_account", $"'{id}' names no account. Give its definition one.");
        }

        var handle = (await accounts.FindAsync(account)).Handle is { Length: > 0 } known ? known : account[(account.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (string.Equals(request.From, handle, StringComparison.OrdinalIgnoreCase) || await grains.Catalog().FindAgent(request.From.ToLowerInvariant()) is { Status: not AgentStatuses.Deleted })
        {
            return Problems.Field("from", "from is an agent, which speaks for itself. Choose another handle.", ProblemCodes.InvalidBody);
        }

        return await users.MentionAsync(request.From, handle, request.Text, cancellationToken) is { } post
            ? TypedResults.Accepted((string?)null, new MentionResource(post, request.From, handle))
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, ProblemCodes.EmulatorsUnavailable, "The emulators do not answer. Start them by ./puppet emulators, or start the engine with its own.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,15}\z")]
    private static partial Regex Handle();
}
