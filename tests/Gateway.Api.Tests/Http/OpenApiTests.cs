using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Tests.Gateway.Api.Fixtures;

namespace PuppetEngine.Tests.Gateway.Api.Http;

public sealed class OpenApiTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_document_equals_its_approved_copy()
    {
        await using var gateway = await TestGateway.StartAsync();

        var document = JsonNode.Parse(await gateway.Admin.GetStringAsync("/openapi/v1.json"))!;

        Approved.Equal("openapi.v1.json", document.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n");
    }

    [Fact]
    public async Task The_document_describes_every_v1_route_with_a_summary_and_a_scope()
    {
        await using var gateway = await TestGateway.StartAsync();

        var document = JsonNode.Parse(await gateway.Admin.GetStringAsync("/openapi/v1.json"))!;

        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (Route: $"{operation.Key.ToUpperInvariant()} {path.Key}", Operation: operation.Value!))).ToList();
        Assert.Equal(RouteScopes.Table.Keys.Where(route => route.Contains("/v1/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), operations.Select(one => one.Route).Order(StringComparer.Ordinal));
        Assert.All(operations, one =>
        {
            Assert.False(string.IsNullOrWhiteSpace(one.Operation["summary"]?.GetValue<string>()), $"{one.Route} has no summary");
            Assert.Contains("Scope: ", one.Operation["description"]!.GetValue<string>(), StringComparison.Ordinal);
        });
    }
}
