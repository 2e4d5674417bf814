using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>The kill switch: what is stopped, stopping more, letting go on.</summary>
internal static class KillSwitchApi
{
    private const int MaxReason = 500;
    private const string GrainKey = "kill-switch";

    /// <summary>Maps <c>/v1/kill-switch</c>.</summary>
    public static RouteGroupBuilder MapKillSwitchApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/kill-switch").WithTags("Access");
        group.MapGet("", Get);
        group.MapPost("", Set);
        return group;
    }

    [EndpointSummary("What is stopped now.")]
    private static async Task<Ok<KillSwitchResource>> Get(IGrainFactory grains) =>
        TypedResults.Ok(KillSwitchResource.From(await grains.GetGrain<IKillSwitchGrain>(GrainKey).Get()));

    [EndpointSummary("Stops or releases everything, a tag or an agent.")]
    [EndpointDescription("Stopping needs the scope operate, releasing admin. Durable when it answers.")]
    private static async Task<Results<Ok<KillSwitchResource>, ProblemHttpResult>> Set(KillSwitchRequest request, Caller caller, IGrainFactory grains)
    {
        var needed = request.Stopped ? ApiScope.Operate : ApiScope.Admin;
        if (!caller.Has(needed))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, ProblemCodes.MissingScope,
                $"{(request.Stopped ? "Stopping" : "Releasing")} needs the scope {SnakeCase.Of(needed)}, which the key '{caller.Name}' lacks.");
        }

        if (!IsTarget(request.Target))
        {
            return Problems.Field("target", "target must be all, tag:NAME or agent:ID.", ProblemCodes.InvalidBody);
        }

        if (request.Reason is { Length: > MaxReason })
        {
            return Problems.Field("reason", $"reason is longer than {MaxReason} characters. Shorten it.", ProblemCodes.InvalidBody);
        }

        var reason = string.IsNullOrWhiteSpace(request.Reason) ? $"by {caller.Name}" : request.Reason;
        return TypedResults.Ok(KillSwitchResource.From(await grains.GetGrain<IKillSwitchGrain>(GrainKey).Set(request.Target, request.Stopped, reason)));
    }

    private static bool IsTarget(string target) =>
        target == "all"
        || (target.StartsWith("tag:", StringComparison.Ordinal) && target.Length is > 4 and <= 104 && !string.IsNullOrWhiteSpace(target[4..]))
        || (target.StartsWith("agent:", StringComparison.Ordinal) && AgentId.IsValid(target[6..]));
}
