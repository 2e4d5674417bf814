using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>The keys of the API, for admins.</summary>
internal static partial class KeysApi
{
    /// <summary>Maps <c>/v1/keys</c>.</summary>
    public static RouteGroupBuilder MapKeysApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/v1/keys").WithTags("Access");
        group.MapGet("", List);
        group.MapPost("", Create);
        group.MapDelete("/{name}", Remove);
        return group;
    }

    [EndpointSummary("All keys, without the keys themselves.")]
    private static async Task<Ok<Page<KeyResource>>> List(IGrainFactory grains)
    {
        var keys = await grains.GetGrain<IAccessGrain>(KeyDirectory.GrainKey).List();
        return TypedResults.Ok(new Page<KeyResource>([.. keys.OrderBy(key => key.Name, StringComparer.Ordinal).Select(key => KeyResource.From(key, null))], null));
    }

    [EndpointSummary("Makes a key.")]
    [EndpointDescription("The answer shows it this once; only its hash is kept. A key of the same name is replaced.")]
    private static async Task<Results<Created<KeyResource>, ProblemHttpResult>> Create(CreateKeyRequest request, IGrainFactory grains, KeyDirectory directory, TimeProvider time)
    {
        if (!Name().IsMatch(request.Name))
        {
            return Problems.Field("name", "name must be 1 to 64 of a-z, 0-9, hyphen, underscore or dot.", ProblemCodes.InvalidBody);
        }

        if (request.Scopes.Count == 0)
        {
            return Problems.Field("scopes", "scopes is empty. Name at least one of read, operate, trade, admin.", ProblemCodes.InvalidBody);
        }

        var scopes = request.Scopes.Aggregate(ApiScope.None, (all, scope) => all | scope switch
        {
            KeyScope.Read => ApiScope.Read,
            KeyScope.Operate => ApiScope.Operate,
            KeyScope.Trade => ApiScope.Trade,
            _ => ApiScope.Admin,
        });
        var key = ApiKeys.NewKey();
        var record = new ApiKeyRecord { Name = request.Name, Sha256 = ApiKeys.Hash(key), Scopes = scopes, CreatedAt = time.GetUtcNow() };
        await grains.GetGrain<IAccessGrain>(KeyDirectory.GrainKey).Put(record);
        directory.Clear();
        return TypedResults.Created($"/v1/keys/{request.Name}", KeyResource.From(record, key));
    }

    [EndpointSummary("Removes a key.")]
    [EndpointDescription("Other gateways may honour it a few seconds longer.")]
    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(string name, Caller caller, IGrainFactory grains, KeyDirectory directory)
    {
        if (name == caller.Name)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "own_key", "A key cannot remove itself, so that nobody locks everybody out. Use another admin key.");
        }

        var removed = await grains.GetGrain<IAccessGrain>(KeyDirectory.GrainKey).Remove(name);
        directory.Clear();
        return removed ? TypedResults.NoContent() : Problems.Of(StatusCodes.Status404NotFound, ProblemCodes.KeyNotFound, $"There is no key '{name}'. GET /v1/keys lists those there are.");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex Name();
}
