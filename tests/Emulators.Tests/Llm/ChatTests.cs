namespace PuppetEngine.Tests.Emulators.Llm;

public sealed class ChatTests
{
    private static readonly object[] Messages =
    [
        new { role = "system", content = "You are Ada. Interests: lighthouses, tea." },
        new { role = "user", content = "Write one post." },
    ];

    [Fact]
    public async Task Same_seed_and_messages_give_the_same_answer_on_any_emulator()
    {
        await using var one = await EmulatorFixture.StartAsync();
        await using var two = await EmulatorFixture.StartAsync();
        var body = new { model = "gpt-5-mini", messages = Messages, seed = 7 };

        var first = await one.ChatAsync(body);
        var second = await two.ChatAsync(body, "xai", "another");
        var third = await one.ChatAsync(new { model = "gpt-5-mini", messages = Messages, seed = 8 });

        Assert.Equal(404, second.Status);
        second = await two.ChatAsync(new { model = "grok-4.3", messages = Messages, seed = 7 }, "xai", "another");
        Assert.Equal(Content(first), Content(second));
        Assert.NotEqual(Content(first), Content(third));
    }

    [Fact]
    public async Task Usage_follows_the_stated_rule()
    {
        await using var sut = await EmulatorFixture.StartAsync();
        object[] messages = [new { role = "user", content = "12345678" }];

        var usage = (await sut.ChatAsync(new { model = "gpt-5-mini", messages })).Json.GetProperty("usage");

        Assert.Equal(2 + 4 + 3, usage.GetProperty("prompt_tokens").GetInt32());
        Assert.Equal(usage.GetProperty("total_tokens").GetInt32(), usage.GetProperty("prompt_tokens").GetInt32() + usage.GetProperty("completion_tokens").GetInt32());
    }

    private static string Content(XReply reply) => reply.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
}
