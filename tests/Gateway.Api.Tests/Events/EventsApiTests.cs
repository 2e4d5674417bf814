using System.Text;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Events;

public sealed class EventsApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public EventsApiTests(SharedGateway shared) => _gateway = shared.Fresh();

    [Fact]
    public async Task An_event_is_made_once_for_a_key_and_found()
    {
        var body = new { type = "news", data = new { headline = "Fog" }, target_agent_ids = new[] { "ada" }, priority = "high", delay_seconds = 60 };
        var made = await JsonAsync(await _gateway.PostAsync("/v1/events", body, "k1"), 202);
        var again = await JsonAsync(await _gateway.PostAsync("/v1/events", body, "k1"), 202);
        var listed = await JsonAsync(await _gateway.Admin.GetAsync("/v1/events?type=news&from=2026-01-01T00:00:00Z"), 200);

        Assert.Equal((string)made["id"]!, (string)again["id"]!);
        Assert.Equal(("Fog", "high", "pending"), ((string)made["data"]!["headline"]!, (string)made["priority"]!, (string)made["state"]!));
        Assert.Equal("ada", (string)Assert.Single(listed["items"]!.AsArray())!["target_agent_ids"]![0]!);
        var draft = Assert.IsType<EventDraft>(_gateway.Cluster.Events.Given[0]);
        Assert.StartsWith("api:", draft.Source);
        Assert.NotNull(draft.Due);
        Assert.Equal("news", Assert.IsType<EventFilter>(_gateway.Cluster.Events.Given[^1]).Type);
    }

    [Theory]
    [InlineData("invalid_event", "data.headline", 400)]
    [InlineData("unknown_agents", "target_agent_ids", 400)]
    [InlineData("idempotency_conflict", null, 409)]
    public async Task A_refusal_says_which_field_and_how_to_mend_it(string code, string? field, int status)
    {
        _gateway.Cluster.Events.Refusal = new EventResult { Problem = code, Field = field, Detail = "Mend it." };
        var problem = await ProblemAsync(await _gateway.PostAsync("/v1/events", new { type = "news", data = new { } }, "k2"), status, code);

        Assert.Equal("Mend it.", (string)problem["detail"]!);
        Assert.Equal(field, (string?)problem["errors"]?[0]?["field"]);
    }

    [Fact]
    public async Task An_event_needs_a_key_and_one_time_only()
    {
        await ProblemAsync(await _gateway.PostAsync("/v1/events", new { type = "news", data = new { } }), 400, "idempotency_key_required");
        await ProblemAsync(await _gateway.PostAsync("/v1/events", new { type = "news", data = new { }, delay_seconds = -1 }, "k"), 400, "invalid_body");
        await ProblemAsync(await _gateway.PostAsync("/v1/events", new { type = "news", data = new { }, delay_seconds = 1, due_at = "2026-12-01T00:00:00Z" }, "k"), 400, "invalid_body");
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/events/none"), 404, "event_not_found");
    }

    [Fact]
    public async Task A_span_is_told_again_as_a_trial()
    {
        await ProblemAsync(await _gateway.PostAsync("/v1/events/replay", new { from = "2026-02-01T00:00:00Z", to = "2026-01-01T00:00:00Z" }, "r"), 400, "invalid_body");

        Assert.Equal(0, (int)(await JsonAsync(await _gateway.PostAsync("/v1/events/replay", new { from = "2026-01-01T00:00:00Z", to = "2026-02-01T00:00:00Z" }, "r"), 202))["events"]!);
    }

    [Fact]
    public async Task A_delivery_needs_no_key_and_is_passed_on_byte_for_byte()
    {
        const string Body = "{ \"headline\" : \"Fög\" }";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/webhooks/desk") { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", "d1");
        request.Headers.Add("webhook-timestamp", "1");
        request.Headers.Add("webhook-signature", "v1,x");
        await JsonAsync(await _gateway.Client(null).SendAsync(request), 202);

        var delivery = _gateway.Cluster.Events.Given.OfType<WebhookDelivery>().Single();
        Assert.Equal(("desk", "d1", "1", "v1,x", Body), (delivery.Webhook, delivery.Id, delivery.Timestamp, delivery.Signature, Encoding.UTF8.GetString(delivery.Body)));
    }

    [Theory]
    [InlineData("invalid_signature", 401)]
    [InlineData("unknown_webhook", 404)]
    public async Task A_delivery_that_is_not_proved_is_refused(string code, int status)
    {
        _gateway.Cluster.Events.Refusal = new EventResult { Problem = code, Detail = "No." };

        await ProblemAsync(await _gateway.Client(null).PostAsync("/v1/webhooks/desk", new StringContent("{}", Encoding.UTF8, "application/json")), status, code);
    }

    [Fact]
    public async Task A_delivery_has_a_bound()
    {
        var large = new StringContent($$"""{"a":"{{new string('x', 65 * 1024)}}"}""", Encoding.UTF8, "application/json");

        await ProblemAsync(await _gateway.Client(null).PostAsync("/v1/webhooks/desk", large), 413, "body_too_large");
        Assert.Empty(_gateway.Cluster.Events.Given);
    }
}
