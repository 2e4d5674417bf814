using System.Net.Http.Json;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Effects;

public sealed class EffectsApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public EffectsApiTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
        _gateway.Cluster.AddAgent("grace");
    }

    [Fact]
    public async Task Effects_are_listed_by_status_and_agent()
    {
        _gateway.Cluster.AddEffect("ada", EffectState.Unknown, "doubt");
        _gateway.Cluster.AddEffect("ada", EffectState.Confirmed);
        _gateway.Cluster.AddEffect("grace", EffectState.Unknown);

        var unknown = await JsonAsync(await _gateway.Admin.GetAsync("/v1/effects?status=unknown&agent=ada"), 200);
        var ofAda = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/effects"), 200);

        Assert.Equal("doubt", Assert.Single(unknown["items"]!.AsArray())!["text"]!.GetValue<string>());
        Assert.Equal(2, ofAda["items"]!.AsArray().Count);
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/effects?status=maybe"), 400, "invalid_parameter");
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/effects?kind=dance"), 400, "invalid_parameter");
    }

    [Fact]
    public async Task One_effect_tells_everything()
    {
        var effect = _gateway.Cluster.AddEffect("ada", EffectState.Confirmed);

        var shown = await JsonAsync(await _gateway.Admin.GetAsync($"/v1/effects/{effect.EffectId}"), 200);

        Assert.Equal("emulated-1", shown["world"]!.GetValue<string>());
        Assert.Equal("post", shown["kind"]!.GetValue<string>());
        await ProblemAsync(await _gateway.Admin.GetAsync("/v1/effects/e404"), 404, "effect_not_found");
    }

    [Fact]
    public async Task A_held_effect_is_approved_edited_or_rejected_once()
    {
        var (one, two, three) = (_gateway.Cluster.AddEffect("ada", EffectState.Held), _gateway.Cluster.AddEffect("ada", EffectState.Held), _gateway.Cluster.AddEffect("ada", EffectState.Held));

        Assert.Equal("attempting", await StatusAsync(one, "approve", null));
        Assert.Equal("attempting", await StatusAsync(two, "edit", new { text = "Better." }));
        Assert.Equal("cancelled", await StatusAsync(three, "reject", null));
        await ProblemAsync(await _gateway.Admin.PostAsync($"/v1/effects/{one.EffectId}/approve", null), 409, "effect_state");
        Assert.Equal("Better.", _gateway.Cluster.Effects[1].Text);
        Assert.All(_gateway.Cluster.Commands.OfType<ReviewCommand>(), command => Assert.Equal("admin", command.By));
    }

    [Fact]
    public async Task A_doubt_is_ended_by_a_person()
    {
        var (one, two) = (_gateway.Cluster.AddEffect("ada", EffectState.Unknown), _gateway.Cluster.AddEffect("ada", EffectState.Unknown));

        Assert.Equal("confirmed", await StatusAsync(one, "resolve", new { outcome = "sent", external_id = "99" }));
        Assert.Equal("failed", await StatusAsync(two, "resolve", new { outcome = "not_sent" }));
        Assert.Equal("99", _gateway.Cluster.Effects[0].ExternalId);
    }

    [Theory]
    [InlineData("resolve", """{"outcome":"perhaps"}""", "outcome")]
    [InlineData("resolve", """{"outcome":"sent"}""", "external_id")]
    [InlineData("resolve", """{"outcome":"not_sent","external_id":"1"}""", "external_id")]
    [InlineData("resolve", "{}", "outcome")]
    [InlineData("edit", """{"text":" "}""", "text")]
    [InlineData("edit", """{"text":null}""", "text")]
    public async Task A_wrong_word_names_its_field(string verb, string body, string field)
    {
        var effect = _gateway.Cluster.AddEffect("ada", EffectState.Unknown);

        var problem = await ProblemAsync(await _gateway.Admin.PostAsync($"/v1/effects/{effect.EffectId}/{verb}", new StringContent(body, System.Text.Encoding.UTF8, "application/json")), 400, "invalid_body");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_word_on_an_effect_that_is_none_is_a_404() =>
        await ProblemAsync(await _gateway.Admin.PostAsync("/v1/effects/e404/approve", null), 404, "effect_not_found");

    private async Task<string> StatusAsync(EffectView effect, string verb, object? body)
    {
        var path = $"/v1/effects/{effect.EffectId}/{verb}";
        var response = body is null ? await _gateway.Admin.PostAsync(path, null) : await _gateway.Admin.PostAsJsonAsync(path, body);
        return (await JsonAsync(response, 200))["status"]!.GetValue<string>();
    }
}
