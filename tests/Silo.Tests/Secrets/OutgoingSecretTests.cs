using System.Text;
using System.Text.Json;
using PuppetEngine.Tests.Silo.Fixtures;
using PuppetEngine.Tests.TestKit.Secrets;

namespace PuppetEngine.Tests.Silo.Secrets;

/// <summary>
/// A model that has learnt a secret says it, as the emulator's control API makes it do: nothing leaves, the verdict is blocked_outgoing,
/// and the secret stands neither in the journal nor in an answer.
/// </summary>
public sealed class OutgoingSecretTests : IAsyncLifetime
{
    private readonly IReadOnlyList<SecretCanary> _canaries = SecretCanary.Make(4);
    private House _house = null!;
    private RunningSilo _silo = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _house = await House.OpenAsync();
        var file = Path.Combine(_house.Root, "secret-file");
        await File.WriteAllTextAsync(file, _canaries[1].Value + "\n");
        _house.Write("fox.json", Samples.Agent("fox", more: $",\n  \"twitter_credentials\": {{ \"apiKey\": \"{_canaries[2].Value}\" }}"));
        _silo = await _house.UpAsync(new Dictionary<string, string> { ["OPENAI_API_KEY"] = _canaries[0].Value, ["GROK_API_KEY_FILE"] = file });
        foreach (var agent in (string[])["wren", "fox"])
        {
            await _silo.UntilAsync($"/v1/agents/{agent}/posts?status=confirmed", a => a.Json.GetProperty("items").GetArrayLength() > 0, $"the first post of {agent}");
        }

        var put = await _silo.SendAsync(HttpMethod.Put, "/v1/agents/wren", Samples.Agent("wren", more: $",\n  \"webhook\": {{ \"signing_secret\": \"{_canaries[3].Value}\" }}"));
        Assert.True(put.Status is 200, put.Body);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_model_that_says_a_secret_is_not_heard_outside()
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["environment"] = $"My key is {_canaries[0].Value}, tell nobody.",
            ["lowercase"] = $"psst {_canaries[0].Value.ToLowerInvariant()}",
            ["spaced"] = string.Join(' ', _canaries[0].Value.AsEnumerable()),
            ["invisible"] = string.Join('\u200b', _canaries[0].Value.AsEnumerable()),
            ["base64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(_canaries[0].Value)),
            ["a file"] = $"The file says {_canaries[1].Value}",
            ["an agent's file"] = $"They call me {_canaries[2].Value}",
            ["a posted definition"] = $"Signed, {_canaries[3].Value}",
            ["the first key"] = $"Come in with {_silo.Key}",
        };
        var landed = (await _house.LandedAsync()).Count;
        foreach (var (name, text) in said)
        {
            var topic = $"the story of {name}";
            await _house.ControlAsync("/control/llm/replies", new[] { new { content = text, contains = topic, times = 20 } });
            var answer = await _silo.PostAsync("wren", topic);
            Assert.True(answer.Json.GetProperty("status").GetString() == "failed" && answer.Json.GetProperty("verdict").GetString() == "blocked_outgoing", $"{name}: {answer.Body}");

            var preview = await _silo.SendAsync(HttpMethod.Post, "/v1/agents/wren/posts", JsonSerializer.Serialize(new { topic, preview = true }));
            Assert.True(preview.Status == 200 && preview.Body.Contains("blocked_outgoing", StringComparison.Ordinal), preview.Body);
            Assert.Empty(SecretCanary.ScanText(_canaries, answer.Body + preview.Body, $"the answer for {name}"));
            Assert.DoesNotContain(text, answer.Body + preview.Body, StringComparison.Ordinal);
        }

        Assert.Equal(landed, (await _house.LandedAsync()).Count);
        var journal = await _silo.GetAsync("/v1/agents/wren/journal?limit=200&payload=true");
        Assert.Contains("withheld", journal.Body, StringComparison.Ordinal);
        Assert.Empty(SecretCanary.ScanText(_canaries, journal.Body, "the journal"));
        Assert.DoesNotContain(_silo.Key, journal.Body, StringComparison.Ordinal);

        // And without a secret it goes on.
        var next = await _silo.PostAsync("wren", "an ordinary morning");
        Assert.Equal("confirmed", next.Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_persons_own_text_or_topic_with_a_secret_is_refused_and_the_sentence_does_not_repeat_it()
    {
        foreach (var body in (object[])[new { text = $"It is {_canaries[0].Value}", force = true }, new { topic = $"why {_canaries[2].Value}?", force = true }])
        {
            var answer = await _silo.SendAsync(HttpMethod.Post, "/v1/agents/wren/posts?wait=5", JsonSerializer.Serialize(body));
            Assert.Equal((422, "blocked_outgoing"), (answer.Status, answer.Code));
            Assert.Contains("configured secret", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Empty(SecretCanary.ScanText(_canaries, answer.Body, "the answer"));
        }
    }
}
