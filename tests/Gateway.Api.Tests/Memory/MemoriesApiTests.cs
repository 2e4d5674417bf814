using System.Net;
using System.Net.Http.Json;
using PuppetEngine.Grains.Abstractions.Access;
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

    [Fact]
    public async Task A_search_says_what_took_part_and_is_bounded()
    {
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "The bridge is closed.", kind = "event" });
        var found = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/memories/search", new { text = "bridge", kind = "event", mode = "lexical", limit = 3, recall = false }), 200);

        Assert.Equal("The bridge is closed.", Assert.Single(found["items"]!.AsArray())!["content"]!.GetValue<string>());
        Assert.True(found.AsObject().ContainsKey("pending"));
    }

    [Theory]
    [InlineData("""{"text":""}""", "text", "invalid_body")]
    [InlineData("""{"text":"a","kind":"gossip"}""", "kind", "invalid_body")]
    [InlineData("""{"text":"a","limit":0}""", "limit", "invalid_body")]
    public async Task A_wrong_search_names_its_field(string body, string field, string code)
    {
        var problem = await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/memories/search", new StringContent(body, System.Text.Encoding.UTF8, "application/json")), 400, code);

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_list_is_bounded_by_kind_and_time_and_a_wrong_time_is_named()
    {
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "now" });

        Assert.Single((await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/memories?since=2000-01-01&kind=semantic"), 200))["items"]!.AsArray());
        Assert.Empty((await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/memories?until=2000-01-01T00:00:00Z"), 200))["items"]!.AsArray());
        var problem = await ProblemAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/memories?since=yesterday"), 400, "invalid_parameter");
        Assert.Equal("since", problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Ten_megabytes_of_content_are_refused_with_the_limit()
    {
        var large = new { content = new string('a', 10 * 1024 * 1024) };
        using var sized = JsonContent.Create(large);
        await sized.LoadIntoBufferAsync();
        await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/memories", sized), 413, "body_too_large");
        var problem = await ProblemAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ada/memories", large), 413, "body_too_large");
        Assert.Contains("1048576", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        problem = await ProblemAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ada/memories", new { content = new string('a', 8001) }), 400, "invalid_body");
        Assert.Contains("8000", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Memories("ada").Items);
    }

    [Fact]
    public async Task An_export_is_imported_once_with_its_labels()
    {
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "One.\nTwo lines." });
        var exported = await _gateway.Admin.GetAsync("/v1/agents/ada/memories/export");
        var line = Assert.Single((await exported.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var item = System.Text.Json.Nodes.JsonNode.Parse(line)!;
        item["id"] = "other";
        item["provenance"] = "tool";
        _gateway.Cluster.AddAgent("bea");

        var body = new { items = new[] { item } };
        Assert.Equal(1, (await JsonAsync(await _gateway.PostAsync("/v1/agents/bea/memories/import", body), 200))["added"]!.GetValue<int>());
        Assert.Equal(1, (await JsonAsync(await _gateway.PostAsync("/v1/agents/bea/memories/import", body), 200))["known"]!.GetValue<int>());
        Assert.Equal("application/x-ndjson", exported.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Provenance.Tool, Assert.Single(_gateway.Cluster.Memories("bea").Items).Provenance);
    }

    [Fact]
    public async Task An_import_with_one_wrong_line_adds_nothing()
    {
        object Line(string id, string kind) => new { id, kind, content = "a", at = "2026-03-01T12:00:00Z" };
        var problem = await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/memories/import", new { items = new[] { Line("a", "core"), Line("b", "gossip") } }), 400, "invalid_body");

        Assert.Equal("items[1].kind", problem["errors"]![0]!["field"]!.GetValue<string>());
        Assert.Empty(_gateway.Cluster.Memories("ada").Items);
    }

    [Fact]
    public async Task Forgetting_needs_a_name_and_says_how_many()
    {
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "a", kind = "event" });
        await _gateway.PostAsync("/v1/agents/ada/memories", new { content = "b", kind = "core" });

        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/memories/forget", new { }), 400, "invalid_body");
        Assert.Equal(1, (await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/memories/forget", new { kind = "event" }), 200))["forgotten"]!.GetValue<int>());
        Assert.Equal(1, (await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/memories/summary"), 200))["by_kind"]!["core"]!.GetValue<int>());
        Assert.Equal(12, (await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/memories/tend", new { }), 200))["consolidated"]!.GetValue<int>());
    }
}
