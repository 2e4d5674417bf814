using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Gateway.Api.Fixtures;
using static PuppetEngine.Tests.Gateway.Api.Fixtures.TestGateway;

namespace PuppetEngine.Tests.Gateway.Api.Journal;

public sealed class JournalApiTests : IClassFixture<SharedGateway>
{
    private readonly TestGateway _gateway;

    public JournalApiTests(SharedGateway shared)
    {
        _gateway = shared.Fresh();
        _gateway.Cluster.AddAgent("ada");
        if (_gateway.Cluster.Journal.Last > 0)
        {
            return;
        }

        _gateway.Cluster.Journal.Add("ada", JournalKinds.Planned, "e1", "one");
        _gateway.Cluster.Journal.Add("ada", JournalKinds.Drafted, "e1", "two", """{"model":"m","answer":"Hello."}""");
        _gateway.Cluster.Journal.Add("ada", JournalKinds.Ended, "e1", "three");
    }

    [Theory]
    [InlineData("", "three two", "one")]
    [InlineData("&order=asc", "one two", "three")]
    public async Task Rows_are_paged_in_either_order(string order, string first, string second)
    {
        var page = await JsonAsync(await _gateway.Admin.GetAsync($"/v1/agents/ada/journal?limit=2{order}"), 200);
        var rest = await JsonAsync(await _gateway.Admin.GetAsync($"/v1/agents/ada/journal?limit=2{order}&cursor={page["next"]}"), 200);

        Assert.Equal(first, string.Join(' ', page["items"]!.AsArray().Select(row => row!["summary"]!.GetValue<string>())));
        Assert.Equal(second, string.Join(' ', rest["items"]!.AsArray().Select(row => row!["summary"]!.GetValue<string>())));
        Assert.Null(rest["next"]);
    }

    [Fact]
    public async Task A_payload_is_shown_when_asked_for()
    {
        var without = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/journal"), 200);
        var with = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/journal?payload=true"), 200);

        Assert.Null(without["items"]![1]!["payload"]);
        Assert.Equal("Hello.", with["items"]![1]!["payload"]!["answer"]!.GetValue<string>());
        Assert.Equal(string.Concat(Enumerable.Repeat("07", 32)), with["items"]![1]!["hash"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("order=up", "order")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=-1", "cursor")]
    [InlineData("payload=perhaps", "payload")]
    public async Task A_wrong_parameter_is_named(string query, string field)
    {
        var problem = await ProblemAsync(await _gateway.Admin.GetAsync($"/v1/agents/ada/journal?{query}"), 400, "invalid_parameter");

        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Verification_says_what_is_wrong()
    {
        var verdict = await JsonAsync(await _gateway.Admin.GetAsync("/v1/agents/ada/journal/verify"), 200);

        Assert.False(verdict["intact"]!.GetValue<bool>());
        Assert.Equal("Row 2 does not follow row 1.", verdict["problems"]![0]!.GetValue<string>());
    }
}
