using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Hosting;

/// <summary>What a file may not loosen by itself is said wherever somebody looks, and one command lets it hold.</summary>
public sealed class PendingDefinitionTests
{
    [Fact]
    public async Task A_new_agent_whose_file_shares_an_account_waits_visibly_and_shares_it_once_approved_also_after_a_restart()
    {
        await using var house = await House.OpenAsync();
        house.Write("twin.json", Samples.Agent("twin", more: ",\n  \"account\": \"wren\""));
        await using (var silo = await house.UpAsync())
        {
            Assert.Contains("twin waits for you: account of its definition does not hold yet. Approve with: ./puppet approve-definition twin", silo.Process.Output, StringComparison.Ordinal);
            Assert.Contains("twin.json: account would let twin do more, and does not hold yet.", silo.Process.Output, StringComparison.Ordinal);
            Assert.Equal(("twin", "account", "./puppet approve-definition twin"), await StandingAsync(silo));

            var seen = (await silo.GetAsync("/v1/agents/twin")).Json.GetProperty("definition_version").GetInt64();
            var stale = await silo.SendAsync(HttpMethod.Post, "/v1/agents/twin/approve-definition", $$"""{"version": {{seen + 1}}}""");
            Assert.Equal((409, "definition_changed"), (stale.Status, stale.Code));
            var approved = await silo.SendAsync(HttpMethod.Post, "/v1/agents/twin/approve-definition", $$"""{"version": {{seen}}}""");
            Assert.True(approved.Status == 200 && approved.Json.GetProperty("changed")[0].GetString() == "account", approved.Body);
            Assert.Equal(("wren", "", ""), await StandingAsync(silo));
            Assert.Equal(0, await silo.Process.StopAsync());
        }

        await using var again = await house.UpAsync();
        Assert.DoesNotContain("waits for you", again.Process.Output, StringComparison.Ordinal);
        Assert.Equal(("wren", "", ""), await StandingAsync(again));
    }

    private static async Task<(string Account, string Pending, string Command)> StandingAsync(RunningSilo silo)
    {
        var agent = (await silo.GetAsync("/v1/agents/twin")).Json;
        return (
            agent.GetProperty("account").GetString()!.Split('/')[1],
            string.Join(',', agent.GetProperty("pending").EnumerateArray().Select(field => field.GetString())),
            agent.TryGetProperty("approve_with", out var command) ? command.GetString() ?? "" : "");
    }
}
