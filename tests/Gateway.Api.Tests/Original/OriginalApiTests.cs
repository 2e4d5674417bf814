using System.Net.Http.Headers;
using System.Text;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Original;

/// <summary>The original's routes: its requests in, its answers out, byte for byte.</summary>
public sealed class OriginalApiTests : IClassFixture<SharedGateway>
{
    private const string Mood = """{"valence":0.4,"arousal":0.3,"dominance":0.5}""";
    private const string Item = "\"timestamp\":\"2026-03-02T12:00:00.000Z\",\"importance\":0.5,\"emotionalValence\":0,\"associations\":[],\"metadata\":";

    private readonly TestGateway _gateway;

    public OriginalApiTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        var cluster = _gateway.Cluster;
        cluster.AddAgent("ada");
        cluster.Agents["ada"] = cluster.Agents["ada"] with { LastPostAt = FakeCluster.Moment };
        cluster.Definitions["ada"] = cluster.Definitions["ada"] with
        {
            Json = """
            {"id":"ada","name":"Ada","personality":{"traits":["dry"],"speaking_style":"Short."},"style_guide":{"formatting":{"uses_hashtags":false}},
             "behavior":{"post_frequency":{"min_hours_between_posts":3,"peak_posting_hours":[8]}},"solana_integration":{"private_key":"***"}}
            """,
        };
    }

    public static TheoryData<string, string, string, int, string> Table => new()
    {
        { "GET", "/api/agents", "", 200, $$"""[{"id":"ada","name":"Ada","description":"A test agent.","lastPostTime":1772452800000,"mood":{{Mood}}}]""" },
        {
            "GET", "/api/agents/ada", "", 200,
            $$$"""{"id":"ada","name":"Ada","description":"A test agent.","personality":{"traits":["dry"],"speakingStyle":"Short."},"styleGuide":{"formatting":{"usesHashtags":false}},"behavior":{"postFrequency":{"minHoursBetweenPosts":3,"peakPostingHours":[8]}},"currentMood":{{{Mood}}},"lastPostTime":1772452800000,"goals":[]}"""
        },
        { "POST", "/api/agents", """{"id":"bo","name":"Bo","unknown_key":1}""", 201, """{"id":"bo","name":"Bo","message":"Agent created successfully"}""" },
        {
            "GET", "/api/agents/ada/relationships", "", 200,
            """{"42":{"targetAgentId":"42","sentiment":0.25,"familiarity":0.5,"trust":0,"lastInteractionDate":null,"recentInteractions":[],"sharedExperiences":[],"notes":["She mends nets."]}}"""
        },
        { "GET", "/api/agents/ada/context", "", 200, """{"context":"You are ada. ","hasCustomPrompt":false}""" },
        { "POST", "/api/agents/ada/mood", """{"valenceShift":0.2}""", 200, $$"""{"agent":"ada","mood":{{Mood}}}""" },
        { "POST", "/api/agents/ada/post", """{"topic":"rain","force":true,"extra":1}""", 200, """{"content":"Rain again.","agentId":"ada","tweetId":"10000","effectId":"e00000000000000000000000000000001","status":"confirmed"}""" },
        { "POST", "/api/agents/ada/post", "", 200, """{"content":"Rain again.","agentId":"ada","tweetId":"10000","effectId":"e00000000000000000000000000000001","status":"confirmed"}""" },
        { "POST", "/api/events", """{"type":"news","data":{"headline":"Fog"},"targetAgentIds":["ada"],"priority":"high"}""", 200, """{"scheduled":false,"event":{"id":"api:admin/k","type":"news","timestamp":"2026-03-02T12:00:00.000Z"}}""" },
        { "GET", "/api/events", "", 200, """[{"id":"api:desk/1","type":"news","data":{"headline":"Fog"},"timestamp":"2026-03-02T12:00:00.000Z","processedAt":"2026-03-02T12:00:01.000Z","targetAgentIds":["ada"]}]""" },
        {
            "GET", "/api/agents/ada/memory", "", 200,
            $$$"""{"agentId":"ada","coreMemories":[{"id":"m1","content":"I am Ada.","type":"core",{{{Item}}}{"kind":"core","provenance":"operator"}}],"recentEvents":[],"recentPosts":[],"relationships":{"42":{"targetAgentId":"42","sentiment":0.25,"familiarity":0.5,"trust":0,"lastInteractionDate":null,"recentInteractions":[],"sharedExperiences":[],"notes":["She mends nets."]}},"longTermMemories":[{"id":"m2","content":"She asked.","type":"interaction",{{{Item}}}{"kind":"episodic","provenance":"external"}}],"tweetHistory":[{"content":"Rain again.","timestamp":1772452800000,"id":"10000","isReply":false}],"lastUpdated":"2026-03-02T12:00:00.000Z"}"""
        },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_request_of_the_original_gets_its_answer(string method, string path, string body, int status, string golden)
    {
        var cluster = _gateway.Cluster;
        cluster.NextResult = new CommandResult { Effect = cluster.AddEffect("ada", EffectState.Confirmed, "Rain again.") };
        cluster.Events.State = EventState.Told;
        if (path == "/api/events" && method == "GET")
        {
            await cluster.Events.Publish(new EventDraft { Cause = "1", Source = "api:desk", Type = "news", Data = """{"headline":"Fog"}""", Targets = ["ada"] });
        }

        await cluster.Memories("ada").Append([Remembered("m1", MemoryKinds.Core, "I am Ada.", Provenance.Operator), Remembered("m2", MemoryKinds.Episodic, "She asked.", Provenance.External)]);

        using var answer = await SendAsync(method, path, body);

        Assert.Equal((status, golden), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("GET", "/api/agents/nobody", "", 404, "agent_not_found")]
    [InlineData("GET", "/api/agents/nobody/memory", "", 404, "agent_not_found")]
    [InlineData("GET", "/api/agents/nobody/relationships", "", 404, "agent_not_found")]
    [InlineData("POST", "/api/agents", "{}", 400, "invalid_definition")]
    [InlineData("POST", "/api/agents", """{"id":"../evil"}""", 400, "invalid_definition")]
    [InlineData("POST", "/api/agents", """{"id":"ada"}""", 409, "agent_exists")]
    [InlineData("POST", "/api/agents/ada/memories", "{}", 400, "invalid_body")]
    [InlineData("POST", "/api/agents/ada/memories", """{"content":"x","type":"dream"}""", 400, "invalid_body")]
    [InlineData("POST", "/api/agents/ada/post", """{"threadLength":26}""", 400, "invalid_body")]
    [InlineData("POST", "/api/agents/ada/post", """{"topic":7}""", 400, "invalid_body")]
    [InlineData("POST", "/api/agents/ada/reply", "{}", 400, "invalid_body")]
    [InlineData("POST", "/api/agents/nobody/reply", """{"tweetId":"1"}""", 404, "agent_not_found")]
    [InlineData("POST", "/api/agents/ada/reply", """{"tweetId":"x","content":"Hello."}""", 400, "invalid_body")]
    [InlineData("POST", "/api/agents/nobody/mood", """{"valenceShift":1}""", 404, "agent_not_found")]
    [InlineData("POST", "/api/events", """{"data":{}}""", 400, "invalid_body")]
    [InlineData("POST", "/api/events", """{"type":"news"}""", 400, "invalid_body")]
    [InlineData("POST", "/api/events", """{"type":"news","data":{},"priority":"top"}""", 400, "invalid_body")]
    [InlineData("POST", "/api/agents/ada/trade", "{}", 501, "not_supported")]
    [InlineData("PUT", "/api/agents/ada/config", """{"id":"bo"}""", 400, "invalid_definition")]
    [InlineData("PUT", "/api/agents/ada/config", """{"name":7}""", 400, "invalid_definition")]
    [InlineData("PUT", "/api/agents/nobody/config", "{}", 404, "agent_not_found")]
    [InlineData("POST", "/api/agents/nobody/restart", "", 404, "agent_not_found")]
    [InlineData("PUT", "/api/config", "{}", 501, "not_supported")]
    [InlineData("GET", "/api/trading/ada/balance", "", 501, "not_supported")]
    [InlineData("GET", "/api/nothing", "", 404, "route_not_found")]
    public async Task A_refusal_has_the_originals_error_and_our_code(string method, string path, string body, int status, string code)
    {
        var problem = await ProblemAsync(await SendAsync(method, path, body), status, code);

        Assert.Equal(problem["detail"]!.GetValue<string>(), problem["error"]?.GetValue<string>());
        Assert.Empty(_gateway.Cluster.Effects);
    }

    [Fact]
    public async Task A_part_of_a_definition_is_changed_and_the_rest_stays_whoever_else_changes_it()
    {
        _gateway.Cluster.Definitions["ada"] = _gateway.Cluster.Definitions["ada"] with { Json = """{"id":"ada","name":"Ada","unknown":[1],"style_guide":{"voice":"dry","tone":"warm"}}""" };
        var edits = 0;
        _gateway.Cluster.BeforeDefine = id =>
        {
            if (edits++ == 0)
            {
                var before = _gateway.Cluster.Definitions[id];
                _gateway.Cluster.Definitions[id] = before with { Json = before.Json.Replace("[1]", "[2]", StringComparison.Ordinal), Version = before.Version + 1 };
            }
        };
        using var answer = await SendAsync("PUT", "/api/agents/ada/config", """{"style_guide":{"voice":"loud","tone":null},"description":"New."}""");
        Assert.Equal("""{"updated_fields":["name"],"restart_required":false,"pending":[]}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal("""{"id":"ada","name":"Ada","unknown":[2],"style_guide":{"voice":"loud"},"description":"New."}""", _gateway.Cluster.Definitions["ada"].Json);
    }

    [Fact]
    public async Task A_restart_is_a_pause_and_a_resumption_and_the_settings_in_force_are_told_without_secrets()
    {
        using var restarted = await SendAsync("POST", "/api/agents/ada/restart", "");
        Assert.Equal("""{"agent_id":"ada","status":"active"}""", await restarted.Content.ReadAsStringAsync());
        using var config = await SendAsync("GET", "/api/config", "");
        Assert.StartsWith("""{"actor_runtime":""", await config.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("rate_limit\":{\"per_minute\":", await config.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_the_originals_error_says_so_and_v1_stays_as_it_is()
    {
        Assert.NotNull((await ProblemAsync(await _gateway.Client(null).GetAsync("/api/agents"), 401, "unauthorized"))["error"]);
        Assert.NotNull((await ProblemAsync(await _gateway.Client(ReadKey).PostAsync("/api/events", null), 403, "missing_scope"))["error"]);
        Assert.Null((await ProblemAsync(await _gateway.Client(null).GetAsync("/v1/agents"), 401, "unauthorized"))["error"]);
    }

    [Fact]
    public async Task A_mood_that_is_set_is_no_occasion_to_post_or_to_remember()
    {
        _gateway.Cluster.Events.State = EventState.Told;

        using var answer = await SendAsync("POST", "/api/agents/ada/mood", """{"valenceShift":0.2}""");

        Assert.Contains("\"quiet\":true", Assert.IsType<EventDraft>(Assert.Single(_gateway.Cluster.Events.Given)).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_is_written_to_the_post_that_is_named_and_answers_as_a_post_does()
    {
        _gateway.Cluster.NextResult = new CommandResult { Effect = _gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "At ten.", EffectKind.Reply) };

        using var answer = await SendAsync("POST", "/api/agents/ada/reply", """{"tweetId":"17","content":"When does it lift?"}""");

        Assert.Equal("At ten.", (string?)(await JsonAsync(answer, 200))["content"]);
        var command = Assert.IsType<PostCommand>(Assert.Single(_gateway.Cluster.Commands));
        Assert.Equal(("17", null, null), (command.ReplyToId, command.Text, command.Topic));
    }

    [Fact]
    public async Task A_post_too_soon_tells_when_the_last_one_was()
    {
        _gateway.Cluster.NextResult = new CommandResult { Problem = AgentProblemCodes.TooSoon, Detail = "Wait an hour." };

        var problem = await ProblemAsync(await SendAsync("POST", "/api/agents/ada/post", "{}"), 429, "too_soon");

        Assert.Equal(("Wait an hour.", 1772452800000), (problem["error"]!.GetValue<string>(), problem["lastPostTime"]!.GetValue<long>()));
    }

    [Theory]
    [InlineData(EffectState.Failed, 500)]
    [InlineData(EffectState.Held, 202)]
    [InlineData(EffectState.Unknown, 202)]
    [InlineData(EffectState.DryRun, 200)]
    public async Task A_post_that_was_not_sent_is_no_success_with_an_id(EffectState state, int status)
    {
        _gateway.Cluster.NextResult = new CommandResult { Effect = _gateway.Cluster.AddEffect("ada", state, "Rain again.") };

        var answer = await JsonAsync(await SendAsync("POST", "/api/agents/ada/post", "{}"), status);

        Assert.Null(answer["tweetId"]);
        Assert.Equal(status == 500 ? "effect_failed" : null, (string?)answer["code"]);
    }

    [Fact]
    public async Task Requests_reach_the_same_grains_as_those_of_v1()
    {
        await SendAsync("POST", "/api/agents/ada/memories", """{"content":"The sea was loud.","type":"event","importance":0.9}""");
        await SendAsync("POST", "/api/events", """{"type":"news","data":{"headline":"Fog"},"delay":60000}""");

        var kept = Assert.Single(_gateway.Cluster.Memories("ada").Items);
        Assert.Equal(("event", 0.9, Provenance.Operator), (kept.Kind, kept.Importance, kept.Provenance));
        var draft = Assert.IsType<EventDraft>(Assert.Single(_gateway.Cluster.Events.Given));
        Assert.Equal(("api:admin", "k", EventPriority.Normal), (draft.Source, draft.Cause, draft.Priority));
        Assert.InRange((draft.Due!.Value - TimeProvider.System.GetUtcNow()).TotalSeconds, 0, 61);
    }

    [Fact]
    public async Task Status_counts_agents_and_seconds()
    {
        var status = await JsonAsync(await SendAsync("GET", "/api/status", ""), 200);

        Assert.Equal(["status", "agents", "uptime"], status.AsObject().Select(member => member.Key));
        Assert.Equal(("online", 1), (status["status"]!.GetValue<string>(), status["agents"]!.GetValue<int>()));
        Assert.True(status["uptime"]!.GetValue<double>() >= 0);
    }

    private static MemoryItem Remembered(string id, string kind, string content, Provenance provenance) =>
        new() { Id = id, Kind = kind, Content = content, Importance = 0.5, Provenance = provenance, At = FakeCluster.Moment };

    private Task<HttpResponseMessage> SendAsync(string method, string path, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        }

        if (path == "/api/events" && method == "POST")
        {
            request.Headers.Add("Idempotency-Key", "k");
        }

        return _gateway.Admin.SendAsync(request);
    }
}
