using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Original;

/// <summary>
/// The routes of the original under <c>/api</c>, with its names and shapes, over the same calls as <c>/v1</c>: a program that spoke with it
/// needs a key and nothing else. They are in docs/api.md and not in the OpenAPI document, which describes <c>/v1</c>.
/// </summary>
internal static class OriginalApi
{
    /// <summary>Maps <c>/api</c>.</summary>
    public static void MapOriginalApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(OriginalErrors.Root).ExcludeFromDescription();
        group.AddEndpointFilter(OriginalErrors.FilterAsync);
        OriginalAgentsApi.Map(group);
        OriginalMemoryApi.Map(group);
        OriginalPostsApi.Map(group);
        OriginalEventsApi.Map(group);
        OriginalConfigApi.Map(group);
        OriginalAbsentApi.Map(group);
    }
}
