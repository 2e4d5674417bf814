using System.Net.Http.Json;
using Orleans.Runtime;
using PuppetEngine.Gateway.Api.Effects;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using PuppetEngine.Tests.TestKit.Time;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Effects;

public sealed class PostsApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public PostsApiTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
    }

    [Fact]
    public async Task A_post_has_the_six_members_it_promises()
    {
        _gateway.Cluster.AddEffect("ada", EffectState.DryRun, "Hello <b>you</b> 👋");

        var text = await _gateway.Admin.GetStringAsync("/v1/agents/ada/posts");

        Assert.Equal("""{"items":[{"effect_id":"e00000000000000000000000000000001","agent_id":"ada","text":"Hello <b>you</b> 👋","status":"dry_run","external_id":null,"at":"2026-03-02T12:00:00+00:00"}],"next":null}""", System.Text.RegularExpressions.Regex.Unescape(text));
    }

    [Fact]
    public async Task Posts_are_paged_newest_first_and_leave_deletions_out()
    {
        for (var count = 0; count < 3; count++)
        {
            _gateway.Cluster.AddEffect("ada", EffectState.Confirmed, $"post {count}");
        }

        _gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "", EffectKind.Delete);

        var first = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/posts?limit=2"), 200);
        var second = await JsonAsync(await _gateway.Admin.GetAsync($"/v1/agents/ada/posts?limit=2&cursor={first["next"]}"), 200);

        Assert.Equal(["post 2", "post 1"], first["items"]!.AsArray().Select(post => post!["text"]!.GetValue<string>()));
        Assert.Equal(["post 0"], second["items"]!.AsArray().Select(post => post!["text"]!.GetValue<string>()));
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task A_cursor_that_no_page_gave_is_a_400() =>
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/posts?cursor=%27;drop"), 400, "invalid_parameter");

    [Fact]
    public async Task A_post_is_202_with_its_effect()
    {
        var response = await _gateway.PostAsync("/v1/agents/ada/posts", new { topic = "rain", force = true }, "k1");

        var effect = await JsonAsync(response, 202);
        Assert.Equal("planned", effect["status"]!.GetValue<string>());
        Assert.Equal($"/v1/effects/{effect["effect_id"]}", response.Headers.Location?.ToString());
        var command = Assert.IsType<PostCommand>(_gateway.Cluster.Commands.Single());
        Assert.Equal(("admin/k1", "rain", true, 1), (command.Cause, command.Topic, command.Force, command.ThreadLength));
    }

    [Fact]
    public async Task A_thread_is_asked_for_as_one_post_and_each_part_shows_its_place()
    {
        await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { topic = "rain", thread_length = 3 }, "k1"), 202);
        Assert.Equal(3, Assert.IsType<PostCommand>(_gateway.Cluster.Commands.Single()).ThreadLength);
        var part = _gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "And it rained.");
        _gateway.Cluster.Change(part, one => one with { ThreadId = "e1", ThreadPart = 2, ThreadParts = 3 });

        var posts = (await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/posts"), 200))["items"]!.AsArray();
        var shown = posts.Single(post => (string?)post!["effect_id"] == part.EffectId)!["thread"]!;
        Assert.Equal(("e1", 2, 3), ((string)shown["id"]!, (int)shown["part"]!, (int)shown["of"]!));
        Assert.Contains(posts, post => post!["thread"] is null);
        Assert.Null(shown["next"]);
        await JsonAsync(await _gateway.Admin.GetAsync($"/v1/effects/{part.EffectId}"), 200);
    }

    [Fact]
    public async Task A_reply_and_a_quote_name_their_post_and_another_one_is_another_request()
    {
        await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { reply_to = "17", topic = "rain" }, "k1"), 202);
        await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { quote_of = "18" }, "k2"), 202);
        Assert.Equal([("17", null), (null, "18")], _gateway.Cluster.Commands.Cast<PostCommand>().Select(c => (c.ReplyToId, c.QuoteOfId)));
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { reply_to = "18", topic = "rain" }, "k1"), 409, "idempotency_conflict");
    }

    [Fact]
    public async Task A_poll_goes_with_its_post_and_runs_a_day_where_nothing_is_said()
    {
        await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { text = "Rain?", poll = new { options = new[] { "yes", "no" } } }, "k1"), 202);
        var poll = Assert.IsType<PostCommand>(_gateway.Cluster.Commands.Single()).Poll!;
        Assert.Equal(["yes", "no"], poll.Options);
        Assert.Equal(1440, poll.DurationMinutes);
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { text = "Rain?", poll = new { options = new[] { "yes", "never" } } }, "k1"), 409, "idempotency_conflict");
    }

    [Fact]
    public async Task A_like_and_a_repost_are_202_with_their_effect()
    {
        var like = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/interactions", new { kind = "like", post_id = "17" }, "k1"), 202);
        var repost = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/interactions", new { kind = "repost", post_id = "17" }, "k2"), 202);
        Assert.Equal(("like", "repost"), ((string)like["kind"]!, (string)repost["kind"]!));
        Assert.Equal(("admin/k1", "17"), _gateway.Cluster.Commands.OfType<InteractionCommand>().Select(c => (c.Cause, c.PostId)).First());
    }

    [Theory]
    [InlineData("""{"kind":"follow","post_id":"1"}""", "kind")]
    [InlineData("""{"post_id":"1"}""", "kind")]
    [InlineData("""{"kind":"like"}""", "post_id")]
    [InlineData("""{"kind":"like","post_id":"12345678901234567890"}""", "post_id")]
    public async Task A_wrong_interaction_names_its_field(string body, string field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/agents/ada/interactions") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", "k" } } };
        Assert.Equal(field, (string?)(await ProblemAsync(await _gateway.Admin.SendAsync(request), 400, "invalid_body"))["errors"]![0]!["field"]);
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/interactions", new { kind = "like", post_id = "1" }), 400, "idempotency_key_required");
        Assert.Empty(_gateway.Cluster.Commands);
    }

    [Fact]
    public async Task Waiting_for_a_thread_is_waiting_for_its_last_part()
    {
        var last = _gateway.Cluster.AddEffect("ada", EffectState.Planned, "The end.");
        var head = _gateway.Cluster.Change(_gateway.Cluster.AddEffect("ada", EffectState.Confirmed, "It rains."), one => one with { ThreadId = one.EffectId, ThreadPart = 1, ThreadParts = 2, ThreadNextId = last.EffectId });
        _gateway.Cluster.NextResult = new CommandResult { Effect = head };

        var answer = _gateway.PostAsync("/v1/agents/ada/posts?wait=25", new { topic = "rain", thread_length = 2 }, "k1");
        Assert.False(answer.IsCompleted);
        _gateway.Cluster.Change(last, one => one with { State = EffectState.Confirmed });
        Assert.Equal(head.EffectId, (string?)(await JsonAsync(await answer, 202))["effect_id"]);
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_effect_and_another_body_is_a_conflict()
    {
        var first = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { topic = "rain" }, "k1"), 202);
        var again = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { force = false, topic = "rain" }, "k1"), 202);

        Assert.Equal(first["effect_id"]!.GetValue<string>(), again["effect_id"]!.GetValue<string>());
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { topic = "snow" }, "k1"), 409, "idempotency_conflict");
    }

    [Fact]
    public async Task Two_callers_with_the_same_key_text_do_not_meet()
    {
        using var other = _gateway.Client(OperateKey);

        var mine = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { topic = "rain" }, "k1"), 202);
        var theirs = await JsonAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { topic = "snow" }, "k1", other), 202);

        Assert.NotEqual(mine["effect_id"]!.GetValue<string>(), theirs["effect_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_post_needs_an_idempotency_key()
    {
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { }), 400, "idempotency_key_required");
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { }, new string('k', 201)), 400, "invalid_parameter");
        Assert.Empty(_gateway.Cluster.Commands);
    }

    [Theory]
    [InlineData("""{"thread_length":26}""", 400, "invalid_body", "thread_length")]
    [InlineData("""{"thread_length":0}""", 400, "invalid_body", "thread_length")]
    [InlineData("""{"reply_to":"x1"}""", 400, "invalid_body", "reply_to")]
    [InlineData("""{"quote_of":"01"}""", 400, "invalid_body", "quote_of")]
    [InlineData("""{"reply_to":"1","quote_of":"2"}""", 400, "invalid_body", "quote_of")]
    [InlineData("""{"reply_to":"1","thread_length":2}""", 400, "invalid_body", "thread_length")]
    [InlineData("""{"quote_of":"1","preview":true}""", 400, "invalid_body", "preview")]
    [InlineData("""{"poll":{}}""", 400, "invalid_body", "poll.options")]
    [InlineData("""{"poll":{"options":["a",null]}}""", 400, "invalid_body", "poll.options")]
    [InlineData("""{"poll":{"options":["a","b"]},"reply_to":"1"}""", 400, "invalid_body", "poll")]
    [InlineData("""{"poll":{"options":["a","b"]},"thread_length":2}""", 400, "invalid_body", "poll")]
    [InlineData("""{"topik":"rain"}""", 400, "unknown_field", "topik")]
    [InlineData("""{"topic":7}""", 400, "invalid_body", "topic")]
    [InlineData("""{"topic":"  "}""", 400, "invalid_body", "topic")]
    [InlineData("""{"text":""}""", 400, "invalid_body", "text")]
    [InlineData("""{"text":"a","preview":true}""", 400, "invalid_body", "text")]
    [InlineData("""{"force":"yes"}""", 400, "invalid_body", "force")]
    public async Task A_wrong_body_names_its_field(string body, int status, string code, string field)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/agents/ada/posts") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", "k" } } };

        var problem = await ProblemAsync(await _gateway.Admin.SendAsync(request), status, code);

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
        Assert.Empty(_gateway.Cluster.Effects);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_body_that_is_no_object_is_a_400(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/agents/ada/posts") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", "k" } } };

        await ProblemAsync(await _gateway.Admin.SendAsync(request), 400, "invalid_body");
    }

    [Fact]
    public async Task A_body_of_another_type_is_a_415() =>
        await ProblemAsync(await _gateway.Admin.PostAsync("/v1/agents/ada/posts", new StringContent("topic=rain", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded")), 415, "unsupported_media_type");

    [Theory]
    [InlineData(AgentProblemCodes.AgentInactive, 409)]
    [InlineData(AgentProblemCodes.TooSoon, 429)]
    [InlineData(AgentProblemCodes.TooManyPending, 429)]
    [InlineData(AgentProblemCodes.BlockedOutgoing, 422)]
    [InlineData(AgentProblemCodes.NotSupported, 422)]
    public async Task A_refusal_of_the_agent_has_its_status_and_its_words(string code, int status)
    {
        _gateway.Cluster.NextResult = new CommandResult { Problem = code, Detail = "Because of this. Do that." };

        var problem = await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts", new { }, "k"), status, code);

        Assert.Equal("Because of this. Do that.", problem["detail"]!.GetValue<string>());
    }

    [Fact]
    public void Every_code_of_an_agent_has_a_status_on_purpose()
    {
        var codes = typeof(AgentProblemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        Assert.All(codes, code => Assert.InRange(CommandProblems.StatusOf(code), 400, 499));
    }

    [Fact]
    public async Task Wait_answers_when_the_effect_has_ended()
    {
        var made = _gateway.Cluster.NextEffectAsync();
        var waiting = _gateway.PostAsync("/v1/agents/ada/posts?wait=20", new { text = "Hello." }, "k1");

        var effect = _gateway.Cluster.Change(await made.WaitAsync(Eventually.Patience, TimeProvider.System), one => one with { State = EffectState.Confirmed, ExternalId = "42" });
        _gateway.Cluster.Journal.Add("ada", JournalKinds.Ended, effect.EffectId);

        var ended = await JsonAsync(await waiting, 202);
        Assert.Equal("confirmed", ended["status"]!.GetValue<string>());
        Assert.Equal("42", ended["external_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Wait_that_is_too_long_is_refused_before_anything_happens()
    {
        await ProblemAsync(await _gateway.PostAsync("/v1/agents/ada/posts?wait=26", new { }, "k1"), 400, "invalid_parameter");
        Assert.Empty(_gateway.Cluster.Effects);
    }

    [Fact]
    public async Task A_deletion_is_an_effect_whose_cause_is_the_post()
    {
        var post = _gateway.Cluster.AddEffect("ada", EffectState.Confirmed);

        var deletion = await JsonAsync(await _gateway.Admin.DeleteAsync($"/v1/agents/ada/posts/{post.EffectId}"), 202);

        Assert.Equal("delete", deletion["kind"]!.GetValue<string>());
        Assert.Equal((post.EffectId, $"delete/{post.EffectId}"), _gateway.Cluster.Commands.Single());
        await ProblemAsync(await _gateway.Admin.DeleteAsync("/v1/agents/ada/posts/e404"), 404, "effect_not_found");
    }

    [Fact]
    public async Task An_agent_that_ended_for_its_storage_is_a_failure_of_the_storage()
    {
        _gateway.Cluster.Broken = new InvalidOperationException("The activation ended.", new OrleansException("The write failed.", new IOException("disk full")));

        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/agents"), 503, "storage_unavailable");
    }

    [Theory]
    [InlineData(typeof(TimeoutException), 504, "cluster_timeout")]
    [InlineData(typeof(IOException), 503, "storage_unavailable")]
    [InlineData(typeof(InvalidCastException), 500, "internal_error")]
    public async Task What_breaks_is_a_problem_without_its_inside(Type type, int status, string code)
    {
        _gateway.Cluster.Agents.Clear();
        await _gateway.Admin.GetAsync("/v1/agents");
        _gateway.Cluster.Broken = (Exception)Activator.CreateInstance(type, "inside-canary")!;

        var problem = await ProblemAsync(await _gateway.Admin.GetAsync("/v1/agents"), status, code);

        Assert.DoesNotContain("canary", problem.ToJsonString(), StringComparison.Ordinal);
    }
}
