using System.Text.Json;
using PuppetEngine.Tests.Silo.Fixtures;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Silo.Social;

/// <summary>As the README has it: out of the box a sample agent answers somebody in the emulated world, and knows them afterwards.</summary>
public sealed class SampleAgentAnswersTests
{
    // No value at all: the default holds, which the other tests of this house put aside.
    private const string ByDefault = "--Puppet:Social:ReadMentions=";

    [Fact]
    public async Task A_mention_in_the_emulated_world_is_answered_and_remembered()
    {
        await using var house = await House.OpenAsync();
        house.Write("mira.json", await File.ReadAllTextAsync(Path.Combine(Root(), "agents", "mira.json")));
        await using var silo = await house.UpAsync(null, ByDefault, "--Puppet:Social:MentionInterval=00:00:05", "--Puppet:Events:Generate=false");
        var agent = await silo.UntilAsync("/v1/agents/mira", a => a.Json.GetProperty("handle").GetString() is { Length: > 0 } && a.Json.GetProperty("account").GetString() is { Length: > 0 }, "mira's handle");
        var handle = agent.Json.GetProperty("handle").GetString()!;
        await silo.UntilAsync("/v1/agents/mira", a => a.Json.GetProperty("tier").GetString() is { Length: > 0 }, "mira's account");
        await house.ControlAsync("/control/x/mentions", new { from = "reader", to = handle, text = "What is the strangest thing that you saw this week?" });

        var known = await silo.UntilAsync("/v1/agents/mira/relationships", a => a.Json.GetProperty("items").GetArrayLength() > 0, "the relationship");
        var reader = known.Json.GetProperty("items")[0];
        Assert.Equal(("reader", false, 1), (reader.GetProperty("handle").GetString(), reader.GetProperty("is_agent").GetBoolean(), reader.GetProperty("interactions").GetInt32()));
        var replies = (await house.LandedAsync()).Where(post => post.TryGetProperty("reply", out var reply) && reply.ValueKind == JsonValueKind.Object).ToList();
        Assert.Single(replies);
        var context = (await silo.GetAsync("/v1/agents/mira/context")).Json;
        Assert.Equal("reader", context.GetProperty("relationships")[0].GetProperty("handle").GetString());
        Assert.NotEmpty(context.GetProperty("mood_in_words").GetString()!);
    }

    [Fact]
    public async Task A_mention_that_comes_over_the_stream_and_is_read_as_well_is_answered_once()
    {
        await using var house = await House.OpenAsync();
        house.Write("mira.json", await File.ReadAllTextAsync(Path.Combine(Root(), "agents", "mira.json")));
        await using var silo = await house.UpAsync(null, ByDefault, "--Puppet:Social:MentionInterval=00:00:05", "--Puppet:Social:UseStream=true", "--Puppet:Events:Generate=false");
        var agent = await silo.UntilAsync("/v1/agents/mira", a => a.Json.GetProperty("tier").GetString() is { Length: > 0 }, "mira's account");
        await Eventually.HoldsAsync(house.StreamsAsync, open => open == 1, "the stream is connected");
        await house.ControlAsync("/control/x/mentions", new { from = "reader", to = agent.Json.GetProperty("handle").GetString()!, text = "What is the strangest thing that you saw this week?" });

        await silo.UntilAsync("/v1/agents/mira/relationships", a => a.Json.GetProperty("items").GetArrayLength() > 0, "the relationship");
        Assert.Single(await house.LandedAsync(), post => post.TryGetProperty("reply", out var reply) && reply.ValueKind == JsonValueKind.Object);
        Assert.Equal(1, await house.CountAsync("x", "streamed"));
        Assert.InRange(await house.StreamsAsync(), 0, 1);
        Assert.True(await house.CountAsync("requests", "GET /x/2/users/:id/mentions") > 0);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PuppetEngine.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
