using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>What the original's documents promised of configuration, and no code of its did: an agent's in parts, the system's as it is in force.</summary>
internal static class OriginalConfigApi
{
    private const int MostTries = 5;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPut("/agents/{id}/config", Update);
        group.MapPost("/agents/{id}/restart", Restart);
        group.MapGet("/config", Config);
    }

    /// <summary>
    /// Changes the named members of a definition and keeps the rest, as a merge patch (RFC 7396) does; what somebody else writes at the same time stays. Nothing has to
    /// be restarted.
    /// </summary>
    private static async Task<IResult> Update(string id, JsonObject patch, Caller caller, IGrainFactory grains, IDefinitionIntake intake, CancellationToken cancellationToken)
    {
        if (patch["id"] is { } other && (other is not JsonValue value || !value.TryGetValue<string>(out var named) || named != id))
        {
            return Problems.Field("id", $"The document's id is not '{id}', as the address says. Leave it out.", AgentProblemCodes.InvalidDefinition, StatusCodes.Status422UnprocessableEntity);
        }

        for (var tries = 1; ; tries++)
        {
            var read = await grains.Agent(id).GetDefinition();
            var document = Merge(JsonNode.Parse(read.Json, documentOptions: new JsonDocumentOptions { MaxDepth = 64 }) as JsonObject ?? [], patch);
            var answer = (await DefinitionsApi.DefineAsync(document.ToJsonString(), id, read.Version, caller, grains, intake, cancellationToken)).Result;
            switch (answer)
            {
                case IValueHttpResult<AgentChange> { Value: { } change }:
                    return OriginalJson.Answer(new OriginalConfigChange(change.Changed, false, change.Pending));
                case ProblemHttpResult { StatusCode: StatusCodes.Status412PreconditionFailed } when tries < MostTries:
                    continue;
                default:
                    return answer;
            }
        }
    }

    private static async Task<IResult> Restart(string id, Caller caller, IGrainFactory grains)
    {
        var agent = grains.Agent(id);
        await agent.Pause(caller.Name, "restart");
        var card = await agent.Resume(caller.Name);
        return OriginalJson.Answer(new OriginalRestart(id, card.Status));
    }

    private static IResult Config(DeploymentFacts facts, IOptions<GatewayOptions> gateway) => OriginalJson.Answer(new OriginalConfig(
        facts.ActorRuntime,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = facts.X, ["llm"] = facts.Llm, ["solana"] = facts.Solana },
        new OriginalRateLimit(gateway.Value.RequestsPerMinute, gateway.Value.RequestBurst),
        gateway.Value.CorsOrigins));

    /// <summary>A document with a patch: its members replace those of the same name, objects in parts, and null takes one out.</summary>
    internal static JsonObject Merge(JsonObject document, JsonObject patch)
    {
        var merged = (JsonObject)document.DeepClone();
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value is JsonObject part ? Merge(merged[name] as JsonObject ?? [], part) : value.DeepClone();
            }
        }

        return merged;
    }
}
