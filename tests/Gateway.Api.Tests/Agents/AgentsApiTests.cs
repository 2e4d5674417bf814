using System.Net;
using System.Net.Http.Json;
using System.Text;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Agents;

public sealed class AgentsApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public AgentsApiTests(SharedGateway shared) => _gateway = shared.Fresh();

    [Fact]
    public async Task List_pages_by_cursor_until_the_end()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            _gateway.Cluster.AddAgent($"agent{number}");
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await JsonAsync(await _gateway.Admin.GetAsync($"/v1/agents?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}"), 200);
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["id"]!.GetValue<string>()));
            Assert.True(page["items"]!.AsArray().Count <= 2);
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(["agent1", "agent2", "agent3", "agent4", "agent5"], seen);
    }

    [Fact]
    public async Task List_of_nothing_is_an_empty_page()
    {
        var text = await _gateway.Admin.GetStringAsync("/v1/agents");

        Assert.Equal("""{"items":[],"next":null}""", text);
    }

    [Fact]
    public async Task List_shows_world_mode_mood_and_handle_in_snake_case()
    {
        _gateway.Cluster.AddAgent("ada", AgentStatuses.Active, "poet");

        var agent = (await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents?tag=poet"), 200))["items"]![0]!;

        Assert.Equal("emulated", agent["world"]!.GetValue<string>());
        Assert.Equal("live", agent["publish"]!.GetValue<string>());
        Assert.Equal("ada_bot", agent["handle"]!.GetValue<string>());
        Assert.Equal(0.4, agent["mood"]!["valence"]!.GetValue<double>());
        Assert.Equal(0, agent["post_count"]!.GetValue<int>());
        Assert.Equal(FakeCluster.Moment.AddHours(1), agent["next_due"]!.GetValue<DateTimeOffset>());
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=1.5", "limit")]
    [InlineData("status=asleep", "status")]
    public async Task List_refuses_a_wrong_parameter_by_name(string query, string field)
    {
        var problem = await ProblemAsync(await _gateway.Admin.GetAsync($"/v1/agents?{query}"), 400, "invalid_parameter");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Get_gives_the_definition_with_its_unknown_keys()
    {
        _gateway.Cluster.AddAgent("ada");

        var agent = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada"), 200);

        Assert.Equal(1, agent["definition"]!["unknown_key"]![0]!.GetValue<int>());
        Assert.Equal("file:ada.json", agent["definition_source"]!.GetValue<string>());
        Assert.Equal("active", agent["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/v1/agents/nobody")]
    [InlineData("/v1/agents/nobody/posts")]
    [InlineData("/v1/agents/nobody/schedule")]
    [InlineData("/v1/agents/nobody/context")]
    [InlineData("/v1/agents/nobody/relationships")]
    [InlineData("/v1/agents/nobody/journal")]
    [InlineData("/v1/agents/nobody/memories")]
    [InlineData("/v1/agents/nobody/effects")]
    [InlineData("/v1/agents/No%20Body")]
    [InlineData("/v1/agents/..%2Fsecrets")]
    [InlineData("/v1/agents/0cafe/posts")]
    public async Task An_unknown_agent_is_a_404_everywhere(string path) =>
        await ProblemAsync(await _gateway.Admin.GetAsync(path), 404, "agent_not_found");

    [Fact]
    public async Task Create_hands_the_document_to_the_agent_and_answers_201()
    {
        var response = await _gateway.Admin.PostAsync("/v1/agents", Json("""{"id":"grace","name":"Grace","new_field":{"a":1}}"""));

        var change = await JsonAsync(response, 201);
        Assert.Equal("/v1/agents/grace", response.Headers.Location?.ToString());
        Assert.True(change["created"]!.GetValue<bool>());
        var command = Assert.IsType<DefinitionChange>(_gateway.Cluster.Commands.Single());
        Assert.Equal("api:admin", command.Source);
        Assert.True(command.MustCreate);
        Assert.True(command.Scopes.HasFlag(ApiScope.Admin));
        Assert.Contains("new_field", command.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_of_one_that_exists_is_a_conflict()
    {
        _gateway.Cluster.AddAgent("ada");

        await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents", Json("""{"id":"ada"}""")), 409, "agent_exists");
    }

    [Theory]
    [InlineData("""{"name":"Nameless"}""", "id", "bad_id")]
    [InlineData("""{"id":"../../etc/passwd"}""", "id", "bad_id")]
    [InlineData("""{"id":"Ada Lovelace"}""", "id", "bad_id")]
    [InlineData("""{"id":"0ada"}""", "id", "bad_id")]
    [InlineData("""{"id":7}""", "id", "bad_id")]
    [InlineData("""["ada"]""", "", "wrong_type")]
    [InlineData("{\n\"id\": \"ada\",\n oops }", "", "syntax")]
    [InlineData("""{"id":"ada","name":5}""", "name", "wrong_type")]
    [InlineData("""{"id":"ada","solana_integration":{"private_key":"secret-canary"}}""", "solana_integration.private_key", "inline_credential")]
    public async Task Create_of_a_broken_document_names_the_field(string document, string field, string code)
    {
        var response = await _gateway.Admin.PostAsync("/v1/agents", Json(document));

        var problem = await ProblemAsync(response, 422, "invalid_definition");
        var error = problem["errors"]![0]!;
        Assert.Equal(field, error["field"]!.GetValue<string>());
        Assert.Equal(code, error["code"]!.GetValue<string>());
        Assert.DoesNotContain("canary", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(_gateway.Cluster.Agents);
    }

    [Fact]
    public async Task A_syntax_error_names_its_line()
    {
        var problem = await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents", Json("{\n\"id\": \"ada\",\n oops }")), 422, "invalid_definition");

        Assert.Equal(3, problem["errors"]![0]!["line"]!.GetValue<int>());
    }

    [Fact]
    public async Task Replace_takes_the_id_from_the_address()
    {
        var response = await _gateway.Admin.PutAsync("/v1/agents/grace", Json("""{"name":"Grace"}"""));

        await JsonAsync(response, 201);
        Assert.Contains("\"id\":\"grace\"", Assert.IsType<DefinitionChange>(_gateway.Cluster.Commands.Single()).Json, StringComparison.Ordinal);
        await JsonAsync(await _gateway.Admin.PutAsync("/v1/agents/grace", Json("{}")), 200);
    }

    [Fact]
    public async Task Replace_with_an_ETag_replaces_the_version_that_was_read_and_nothing_newer()
    {
        _gateway.Cluster.AddAgent("grace");
        var tag = (await _gateway.Admin.GetAsync("/v1/agents/grace")).Headers.ETag!.ToString();
        Assert.Equal("\"1\"", tag);
        await JsonAsync(await PutAsync(tag), 200);

        var problem = await ProblemAsync(await PutAsync(tag), 412, "definition_changed");
        Assert.Contains("Read it again", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(2, _gateway.Cluster.Definitions["grace"].Version);
        foreach (var wrong in (string[])["W/\"2\"", "\"two\"", "*", "2", "\"0\""])
        {
            Assert.Equal("If-Match", (await ProblemAsync(await PutAsync(wrong), 400, "invalid_parameter"))["errors"]![0]!["field"]!.GetValue<string>());
        }

        Task<HttpResponseMessage> PutAsync(string ifMatch)
        {
            var request = new HttpRequestMessage(HttpMethod.Put, "/v1/agents/grace") { Content = Json("""{"name":"Grace"}""") };
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            return _gateway.Admin.SendAsync(request);
        }
    }

    [Fact]
    public async Task Replace_refuses_another_id_in_the_body()
    {
        var problem = await ProblemAsync(await _gateway.Admin.PutAsync("/v1/agents/grace", Json("""{"id":"ada"}""")), 422, "invalid_definition");

        Assert.Equal("id_mismatch", problem["errors"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_definition_that_is_not_JSON_is_a_415() =>
        await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents", new StringContent("id: ada", Encoding.UTF8, "application/yaml")), 415, "unsupported_media_type");

    [Fact]
    public async Task What_waits_of_a_definition_is_shown_with_its_command_and_approved_at_the_version_that_was_seen()
    {
        _gateway.Cluster.AddAgent("ada");
        var definition = _gateway.Cluster.Definitions["ada"];
        _gateway.Cluster.Definitions["ada"] = definition with { Pending = ["account"] };

        var shown = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada"), 200);
        Assert.Equal("account", shown["pending"]![0]!.GetValue<string>());
        Assert.Equal("./puppet approve-definition ada", shown["approve_with"]!.GetValue<string>());

        await ProblemAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ada/approve-definition", new { version = definition.Version + 7 }), 409, "definition_changed");
        var change = await JsonAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ada/approve-definition", new { version = definition.Version }), 200);
        Assert.Equal("account", change["changed"]![0]!.GetValue<string>());
        Assert.Empty((await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada"), 200))["pending"]!.AsArray());
        Assert.Equal(change["version"]!.GetValue<long>() + 1, (await JsonAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/approve-definition", null), 200))["version"]!.GetValue<long>());
    }

    [Fact]
    public async Task Pause_and_resume_name_who_asked()
    {
        _gateway.Cluster.AddAgent("ada");

        var paused = await JsonAsync(await _gateway.Admin.PostAsJsonAsync("/v1/agents/ada/pause", new { reason = "a rest" }), 200);
        Assert.Equal("paused", paused["status"]!.GetValue<string>());
        Assert.Equal("admin: a rest", paused["status_reason"]!.GetValue<string>());
        Assert.Equal("paused", (await JsonAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/pause", null), 200))["status"]!.GetValue<string>());
        Assert.Equal("active", (await JsonAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/resume", null), 200))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Delete_is_a_204_and_then_the_agent_is_gone()
    {
        _gateway.Cluster.AddAgent("ada");

        Assert.Equal(HttpStatusCode.NoContent, (await _gateway.Admin.DeleteAsync("/v1/agents/ada")).StatusCode);
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/agents/ada"), 404, "agent_not_found");
    }

    [Fact]
    public async Task Schedule_and_context_are_shown()
    {
        _gateway.Cluster.AddAgent("ada");

        var schedule = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/schedule"), 200);
        var context = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/context?topic=rain"), 200);

        Assert.Equal("post", schedule["items"]![0]!["activity"]!.GetValue<string>());
        Assert.Equal("You are ada. rain", context["messages"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(0.4, context["mood"]!["valence"]!.GetValue<double>());
        Assert.Equal("in good spirits", context["mood_in_words"]!.GetValue<string>());
        Assert.Equal("bo", context["relationships"]![0]!["target_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Relationships_are_listed_and_a_bad_limit_is_refused()
    {
        _gateway.Cluster.AddAgent("ada");
        var page = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/relationships?limit=1"), 200);
        var first = page["items"]![0]!;
        Assert.Equal(("42", "carla", 0.25, "external"), (first["target_id"]!.GetValue<string>(), first["handle"]!.GetValue<string>(), first["sentiment"]!.GetValue<double>(), first["provenance"]!.GetValue<string>()));
        Assert.Equal("She mends nets.", first["notes"]![0]!.GetValue<string>());
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/relationships?limit=0"), 400, "invalid_parameter");
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
