using System.Net;
using System.Net.Http.Json;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Memory;

public sealed class MemoriesApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public MemoriesApiTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
    }

    [Fact]
    public async Task A_memory_is_added_as_the_operators_found_and_forgotten()
    {
        var made = await JsonAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ada/memories", new { content = "The bridge is closed.", importance = 0.9 }), 201);
        var found = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/memories?q=bridge"), 200);

        Assert.Equal("operator", made["provenance"]!.GetValue<string>());
        Assert.Equal("semantic", made["kind"]!.GetValue<string>());
        Assert.Equal(made["id"]!.GetValue<string>(), found["items"]![0]!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, (await _gateway.Admin.DeleteAsync($"/v1/agents/ada/memories/{made["id"]}")).StatusCode);
        await ProblemAsync(await _gateway.Admin.DeleteAsync($"/v1/agents/ada/memories/{made["id"]}"), 404, "memory_not_found");
    }

    [Fact]
    public async Task A_repetition_with_its_key_adds_nothing()
    {
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "Once." }, "k1");
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "Once." }, "k1");
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "Once." });

        Assert.Equal(2, _gateway.Cluster.Memories("ada").Items.Count);
    }

    [Theory]
    [InlineData("""{"content":""}""", "content")]
    [InlineData("""{"content":"a","kind":"gossip"}""", "kind")]
    [InlineData("""{"content":"a","importance":2}""", "importance")]
    [InlineData("""{"content":"a","emotional_valence":-2}""", "emotional_valence")]
    [InlineData("{}", "content")]
    public async Task A_wrong_memory_names_its_field(string body, string field)
    {
        var problem = await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/memories", new StringContent(body, System.Text.Encoding.UTF8, "application/json")), 400, "invalid_body");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_provenance_cannot_be_claimed()
    {
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "a", provenance = "self" }), 400, "unknown_field");
    }
}
