using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>What the OpenAPI document says beyond what the routes say themselves: title, keys, and the scope of each operation.</summary>
internal static class GatewayDocument
{
    private const string Scheme = "api_key";

    /// <summary>Sets the document up.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "PuppetEngine",
                Version = "v1",
                Description = "Agents that live on their own schedules. JSON is snake_case both ways; unknown fields are refused; refusals are RFC 9457 problem details with a stable code; lists answer items and next, and next is the cursor of the following page.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key, as Authorization: Bearer KEY or X-Api-Key: KEY." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var method = context.Description.HttpMethod ?? HttpMethods.Get;
            var scopes = RouteScopes.Find(method, context.Description.RelativePath ?? "") ?? RouteScopes.Public;
            var words = string.Join(" or ", Caller.Split(scopes).Select(SnakeCase.Of));
            operation.Description = $"{operation.Description}{(string.IsNullOrEmpty(operation.Description) ? "" : "\n\n")}Scope: {words}.";
            return Task.CompletedTask;
        });
    }
}
