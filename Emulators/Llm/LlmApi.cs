using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Emulators.Llm.Embeddings;

namespace PuppetEngine.Emulators.Llm;

/// <summary>The routes of the emulated providers under <c>/llm</c>: one base address for each, and a plain one.</summary>
internal static class LlmApi
{
    public static RouteGroupBuilder MapLlm(this IEndpointRouteBuilder endpoints)
    {
        var pipeline = endpoints.ServiceProvider.GetRequiredService<LlmPipeline>();
        var embeddings = endpoints.ServiceProvider.GetRequiredService<EmbeddingEndpoint>();
        var group = endpoints.MapGroup("/llm");
        foreach (var root in (string[])["/v1", "/{provider}/v1", "/{provider}/openai/v1", "/{provider}/openai/deployments/{deployment}"])
        {
            group.MapPost(root + "/chat/completions", (RequestDelegate)pipeline.ChatAsync);
            group.MapPost(root + "/embeddings", (RequestDelegate)embeddings.HandleAsync);
            group.MapGet(root + "/models", (RequestDelegate)ModelsEndpoint.HandleAsync);
        }

        return group;
    }
}
