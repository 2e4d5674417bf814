using System.Text.Json;
using PuppetEngine.Tests.Silo.Fixtures;
using PuppetEngine.Tests.TestKit.Secrets;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Silo.Secrets;

/// <summary>
/// Canaries through every way by which a secret comes in, a life with posts, previews, reads and mistakes, an end by <c>kill -9</c>; then
/// everything the process left or said is looked through: files to the byte, write-ahead logs too, output at the finest log level, answers, prompts, posts.
/// </summary>
public sealed class CanaryTests
{
    [Fact]
    public async Task Secrets_stay_where_they_belong_whatever_way_they_came_in()
    {
        var canaries = SecretCanary.Make(16);
        string Value(int i) => canaries[i].Value;
        await using var house = await House.OpenAsync();
        var file = Path.Combine(house.Root, "grok-key");
        await File.WriteAllTextAsync(file, Value(3) + "\n", TestContext.Current.CancellationToken);
        // The original's files carry their credentials inline, in both spellings.
        house.Write("wren.json", Samples.Agent("wren", more: $$""", "twitter_credentials": { "apiKey": "k", "apiKeySecret": "{{Value(6)}}", "accessToken": "{{Value(7)}}", "bearerToken": "{{Value(8)}}" }"""));
        house.Write("fox.json", Samples.Agent("fox", more: $$""", "twitter_credentials": { "access_token_secret": "{{Value(9)}}" }, "solana_integration": { "private_key": "{{Value(10)}}" }"""));
        house.Write("broken.json", $$"""{ "id": "broken", "twitter_credentials": { "apiKey": "{{Value(11)}}", } }""");

        await using var silo = await UpAsync(house, canaries, file);
        var answers = new List<(string What, string Text)>();
        async Task<Answer> Ask(HttpMethod method, string path, string? body = null, string? key = null)
        {
            var answer = await silo.SendAsync(method, path, body, key ?? Value(5));
            answers.Add(($"{method} {path}", answer.Body + answer.Headers));
            return answer;
        }

        foreach (var agent in (string[])["wren", "fox"])
        {
            await UntilPostedAsync(agent, Ask);
        }

        // Over the API: a new agent, a changed one, a refused one, a wrong key.
        Assert.Equal(201, (await Ask(HttpMethod.Post, "/v1/agents", Samples.Agent("owl", more: $$""", "twitter_credentials": { "accessTokenSecret": "{{Value(12)}}" }"""))).Status);
        Assert.Equal(200, (await Ask(HttpMethod.Put, "/v1/agents/owl", Samples.Agent("owl", more: $$""", "webhook": { "signing_secret": "{{Value(13)}}" }"""))).Status);
        Assert.Equal(422, (await Ask(HttpMethod.Put, "/v1/agents/owl", Samples.Agent("owl", voice: "x", more: $$""", "seed": "{{Value(14)}}", "twitter_credentials": { "apiKey": "{{Value(14)}}" }"""))).Status);
        Assert.Equal(401, (await Ask(HttpMethod.Get, "/v1/agents", key: Value(15))).Status);

        foreach (var agent in (string[])["wren", "fox", "owl"])
        {
            var post = await Ask(HttpMethod.Post, $"/v1/agents/{agent}/posts?wait=25", """{"topic":"the wind","force":true}""");
            Assert.Equal("confirmed", post.Json.GetProperty("status").GetString());
            Assert.Equal(200, (await Ask(HttpMethod.Post, $"/v1/agents/{agent}/posts", """{"preview":true}""")).Status);
            foreach (var part in (string[])["", "/posts", "/schedule", "/context", "/journal?payload=true&limit=200", "/journal/verify", "/memories", "/effects"])
            {
                Assert.Equal(200, (await Ask(HttpMethod.Get, $"/v1/agents/{agent}{part}")).Status);
            }
        }

        foreach (var path in (string[])["/v1/agents", "/v1/effects", "/v1/status", "/v1/usage", "/v1/keys", "/openapi/v1.json", "/metrics", "/health/ready"])
        {
            Assert.Equal(200, (await Ask(HttpMethod.Get, path)).Status);
        }

        // What was given is there, behind its mask.
        Assert.Contains("\"private_key\":\"***\"", (await Ask(HttpMethod.Get, "/v1/agents/fox")).Body, StringComparison.Ordinal);
        var prompts = await house.Control.GetStringAsync(new Uri(house.Emulators.Address, "/control/llm/requests?limit=1000"), TestContext.Current.CancellationToken);
        var posts = await house.Control.GetStringAsync(new Uri(house.Emulators.Address, "/control/x/posts?limit=1000"), TestContext.Current.CancellationToken);
        await silo.Process.KillAsync();

        var found = SecretCanary.Scan(canaries, SecretCanary.FilesIn(house.Data));
        found.AddRange(SecretCanary.ScanText(canaries, silo.Process.Output, "the process's output"));
        found.AddRange(answers.SelectMany(answer => SecretCanary.ScanText(canaries, answer.Text, $"the answer to {answer.What}")));
        found.AddRange(SecretCanary.ScanText(canaries, prompts, "the prompts"));
        found.AddRange(SecretCanary.ScanText(canaries, posts, "the posts"));
        Assert.Empty(found);

        // The search finds what is there, and what it searched was not empty.
        Assert.NotEmpty(SecretCanary.Scan(canaries, SecretCanary.FilesIn(house.Agents)));
        Assert.Contains("keeper of small weather records", prompts, StringComparison.Ordinal);
        Assert.Contains(SecretCanary.FilesIn(house.Data), f => f.EndsWith("puppet.db-wal", StringComparison.Ordinal) && new FileInfo(f).Length > 0);
    }

    private static async Task<RunningSilo> UpAsync(House house, IReadOnlyList<SecretCanary> canaries, string file)
    {
        var silo = await house.UpAsync(
            new Dictionary<string, string>
            {
                ["OPENAI_API_KEY"] = canaries[0].Value,
                ["TWITTER_API_KEY_SECRET"] = canaries[1].Value,
                ["SOLANA_PRIVATE_KEY_WREN"] = canaries[2].Value,
                ["GROK_API_KEY_FILE"] = file,
                ["PUPPET_SECRET_X_SHARED"] = canaries[4].Value,
                ["PUPPET_API_KEY"] = canaries[5].Value,
                ["Puppet__X__Credentials__shared__AccessTokenSecret"] = canaries[1].Value,
            },
            "--Logging:LogLevel:Default=Trace",
            "--Logging:LogLevel:Microsoft=Debug");
        await silo.Process.LineAsync("broken.json line");
        Assert.Contains("OPENAI_API_KEY: found, not used. Puppet__World__Llm=live would use them.", silo.Process.Output, StringComparison.Ordinal);
        Assert.Contains("TWITTER_API_KEY_SECRET: found, not used. Puppet__World__X=live would use them.", silo.Process.Output, StringComparison.Ordinal);
        Assert.Contains("SOLANA_PRIVATE_KEY_WREN: found, not used. Puppet__World__Solana=live would use them.", silo.Process.Output, StringComparison.Ordinal);
        return silo;
    }

    private static async Task UntilPostedAsync(string agent, Func<HttpMethod, string, string?, string?, Task<Answer>> ask)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        using var rhythm = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        while ((await ask(HttpMethod.Get, $"/v1/agents/{agent}/posts?status=confirmed", null, null)).Json.GetProperty("items").GetArrayLength() == 0)
        {
            await rhythm.WaitForNextTickAsync(patience.Token);
        }
    }
}
