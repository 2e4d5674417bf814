using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Orleans;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>Definitions sent to the gateway: read, freed of credentials, handed to the agent.</summary>
internal static class DefinitionsApi
{
    /// <summary>Maps <c>POST /v1/agents</c> and <c>PUT /v1/agents/{id}</c>.</summary>
    public static void MapDefinitionsApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/agents").WithTags("Agents");
        group.MapPost("", Create).Accepts<JsonObject>("application/json");
        group.MapPut("/{id}", Replace).Accepts<JsonObject>("application/json");
        group.MapPost("/{id}/approve-definition", Approve);
    }

    [EndpointSummary("Makes an agent from its definition: the document of a file in agents/, the original's too.")]
    [EndpointDescription("Unknown keys are kept. 409 when it exists. One that was deleted comes back, with its journal and its memories.")]
    internal static async Task<Results<Created<AgentChange>, Ok<AgentChange>, ProblemHttpResult>> Create(
        HttpRequest request, Caller caller, IGrainFactory grains, IDefinitionIntake intake, CancellationToken cancellationToken) =>
        await DefineAsync(await ReadAsync(request, cancellationToken), null, 0, caller, grains, intake, cancellationToken);

    [EndpointSummary("Makes an agent or replaces its definition; memory is never touched.")]
    [EndpointDescription("Loosening a privileged field needs the scope admin, otherwise it waits, is listed in pending and approved by POST /v1/agents/{id}/approve-definition. The body's id may be left out. With the header If-Match, the ETag of GET, only that version is replaced: 412 definition_changed where somebody changed it since.")]
    private static async Task<Results<Created<AgentChange>, Ok<AgentChange>, ProblemHttpResult>> Replace(
        string id, HttpRequest request, [FromHeader(Name = "If-Match")] string? ifMatch, Caller caller, IGrainFactory grains, IDefinitionIntake intake, CancellationToken cancellationToken)
    {
        if (DefinitionTag.Read(ifMatch) is not { } version)
        {
            return Problems.Field("If-Match", "If-Match takes one ETag as GET /v1/agents/{id} answers it, with its quotes: \"7\".");
        }

        var json = await ReadAsync(request, cancellationToken);
        return AgentId.IsValid(id)
            ? await DefineAsync(WithId(json, id), id, version, caller, grains, intake, cancellationToken)
            : Problems.Field("id", $"An agent's id has 1 to 64 of a-z, 0-9, dot, underscore and hyphen, and begins with a letter or 1-9.", AgentProblemCodes.InvalidDefinition, StatusCodes.Status422UnprocessableEntity);
    }

    [EndpointSummary("Applies the privileged changes of a definition that wait for an administrator.")]
    [EndpointDescription("version in the body is the one that was looked at: 409 when there is another by now. Changes nothing where nothing waits.")]
    private static async Task<Results<Ok<AgentChange>, ProblemHttpResult>> Approve(string id, ApproveDefinitionRequest? request, Caller caller, IGrainFactory grains)
    {
        var result = await grains.Agent(id).ApproveDefinition(caller.Name, request?.Version ?? 0);
        return result switch
        {
            { Accepted: true } => TypedResults.Ok(new AgentChange(id, false, result.Version, result.Changed, result.Pending, [.. result.Problems.Select(Error)])),
            { Problems: [{ Code: AgentProblemCodes.DefinitionChanged } changed, ..] } => Problems.Of(StatusCodes.Status409Conflict, changed.Code, changed.Message),
            _ => Invalid(result.Problems),
        };
    }

    /// <summary>Applies a document as a caller's.</summary>
    /// <param name="json">The document.</param>
    /// <param name="expectedId">The agent that the address names; null where the document says it.</param>
    /// <param name="expectedVersion">The version that it replaces; 0 for whichever it is.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="grains">The cluster.</param>
    /// <param name="intake">Lifts credentials out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task<Results<Created<AgentChange>, Ok<AgentChange>, ProblemHttpResult>> DefineAsync(
        string json, string? expectedId, long expectedVersion, Caller caller, IGrainFactory grains, IDefinitionIntake intake, CancellationToken cancellationToken)
    {
        var document = intake.Read(json);
        if (document.Problems.Exists(problem => problem.Fatal))
        {
            return Invalid(document.Problems);
        }

        if (!AgentId.IsValid(document.AgentId))
        {
            return Invalid([new DefinitionProblem { Field = "id", Code = "bad_id", Message = "id is missing or no agent's id. Give 1 to 64 of a-z, 0-9, dot, underscore and hyphen, beginning with a letter or 1-9." }]);
        }

        if (expectedId is not null && document.AgentId != expectedId)
        {
            return Invalid([new DefinitionProblem { Field = "id", Code = "id_mismatch", Message = $"The document's id is '{document.AgentId}', the address says '{expectedId}'. Leave the id out or make them equal." }]);
        }

        var agent = grains.Agent(document.AgentId);
        if (document.Credentials.Count > 0)
        {
            if (!caller.Has(ApiScope.Admin))
            {
                return Problems.Of(StatusCodes.Status403Forbidden, ProblemCodes.MissingScope, $"The document holds credentials, which only a key with the scope admin may set. Use such a key, write *** to keep what is there, or leave them out.");
            }

            if (expectedId is null && await ExistsAsync(agent))
            {
                // Looked at before the secrets are stored: a refused POST must not have replaced another agent's.
                return Exists(document.AgentId);
            }

            if (expectedVersion > 0 && (await agent.GetDefinition()).Version is var version && version != expectedVersion)
            {
                return Problems.Of(StatusCodes.Status412PreconditionFailed, AgentProblemCodes.DefinitionChanged, $"The definition is at version {version} now, not {expectedVersion}. Read it again, change that, and send it with its ETag.");
            }

            await intake.StoreCredentialsAsync(document, cancellationToken);
        }

        var result = await agent.Define(new DefinitionChange
        {
            Json = document.Json,
            Source = $"api:{caller.Name}",
            ContentHash = ApiKeys.Hash(document.Json),
            Scopes = caller.Scopes,
            MayCreate = true,
            MustCreate = expectedId is null,
            BringsBack = true,
            ExpectedVersion = expectedVersion,
        });
        if (!result.Accepted)
        {
            return result.Problems.Find(problem => problem.Code is AgentProblemCodes.AgentExists or AgentProblemCodes.DefinitionChanged) switch
            {
                { Code: AgentProblemCodes.DefinitionChanged } changed => Problems.Of(StatusCodes.Status412PreconditionFailed, changed.Code, changed.Message),
                { } => Exists(document.AgentId),
                null => Invalid(result.Problems),
            };
        }

        var warnings = result.Problems.Concat(document.Problems).DistinctBy(problem => (problem.Field, problem.Code, problem.Line)).Select(Error).ToList();
        var change = new AgentChange(document.AgentId, result.Created, result.Version, result.Changed, result.Pending, warnings);
        return result.Created ? TypedResults.Created($"/v1/agents/{document.AgentId}", change) : TypedResults.Ok(change);
    }

    private static async Task<bool> ExistsAsync(IAgentGrain agent)
    {
        try
        {
            return (await agent.GetCard()).Status != AgentStatuses.Deleted;
        }
        catch (AgentNotFoundException)
        {
            return false;
        }
    }

    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body is not JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>Puts the address's id in front where the document has none; anything else is left to the intake to judge, lines as they are.</summary>
    private static string WithId(string json, string id)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.TryGetProperty("id", out _))
            {
                return json;
            }

            var brace = json.IndexOf('{', StringComparison.Ordinal) + 1;
            var comma = document.RootElement.EnumerateObject().Any() ? "," : "";
            return $"{json[..brace]}\"id\":\"{id}\"{comma}{json[brace..]}";
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static ProblemHttpResult Exists(string id) =>
        Problems.Of(StatusCodes.Status409Conflict, AgentProblemCodes.AgentExists, $"There is an agent '{id}' already. Change it by PUT /v1/agents/{id}.");

    private static ProblemHttpResult Invalid(List<DefinitionProblem> problems)
    {
        var fatal = problems.Where(problem => problem.Fatal).Select(Error).ToList();
        return Problems.Of(StatusCodes.Status422UnprocessableEntity, AgentProblemCodes.InvalidDefinition,
            fatal.Count == 1 ? fatal[0].Message : $"The definition has {fatal.Count} mistakes. errors lists them.", fatal);
    }

    private static FieldError Error(DefinitionProblem problem) => new(problem.Field, problem.Message, problem.Code, problem.Line > 0 ? problem.Line : null);
}
