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
            AddProblem(document);
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

    /// <summary>Every operation may refuse, always in one form; codes are in docs/api.md.</summary>
    private static void AddProblem(OpenApiDocument document)
    {
        static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };
        document.Components!.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas["Problem"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "A refusal or a failure, RFC 9457.",
            Required = new HashSet<string>(StringComparer.Ordinal) { "type", "title", "status", "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["type"] = Text("urn:puppet-engine:problem: and the code."),
                ["title"] = Text("The status in words."),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The HTTP status." },
                ["detail"] = Text("What happened and how to mend it."),
                ["code"] = Text("The stable code."),
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Description = "Each thing that is wrong, with its field and mending sentence.",
                    Items = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Object,
                        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
                        {
                            ["field"] = Text("The parameter or field as a path."),
                            ["message"] = Text("What is wrong and how to mend it."),
                            ["code"] = Text("A stable code of the check."),
                            ["line"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "The line of the document, from 1." },
                        },
                    },
                },
            },
        };
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            operation.Responses ??= [];
            operation.Responses["default"] = new OpenApiResponse
            {
                Description = "Refused or failed",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference("Problem", document) } },
            };
        }
    }
}
