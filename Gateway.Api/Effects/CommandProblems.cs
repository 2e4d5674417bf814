using Microsoft.AspNetCore.Http.HttpResults;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>The statuses of an agent's refusals.</summary>
internal static class CommandProblems
{
    /// <summary>A refusal as a problem; the agent's own words tell how to mend it.</summary>
    public static ProblemHttpResult Of(CommandResult result)
    {
        var code = result.Problem ?? throw new ArgumentException("A command answered neither an effect nor a problem.", nameof(result));
        return Problems.Of(StatusOf(code), code, result.Detail ?? "The agent refused, and did not say why.");
    }

    /// <summary>The status of a code.</summary>
    public static int StatusOf(string code) => code switch
    {
        AgentProblemCodes.AgentNotFound or AgentProblemCodes.EffectNotFound => StatusCodes.Status404NotFound,
        AgentProblemCodes.AgentExists or AgentProblemCodes.AgentInactive or AgentProblemCodes.IdempotencyConflict or AgentProblemCodes.EffectState => StatusCodes.Status409Conflict,
        AgentProblemCodes.TooSoon or AgentProblemCodes.TooManyPending => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
