using PuppetEngine.Cli.Import.Planning;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Tests.Gateway.Api.Cli.Import;

public sealed class ImportPlannerTests : IDisposable
{
    private readonly OldInstall _old = OldInstall.Whole();

    [Fact]
    public void Plan_of_an_install_counts_all_that_was_in_it()
    {
        var plan = _old.Plan();
        Assert.Equal(["ada-agent", "bo"], plan.Agents.Select(agent => agent.Id));
        Assert.Empty(plan.Refusals);
        Assert.Equal("agent 2 2 0 0|memory 5 4 1 0|processed id 3 2 1 0|relationship 1 1 0 0|token state 1 1 0 0", string.Join('|', plan.Tallies.Select(t => $"{t.Key} {t.Value.In} {t.Value.Kept} {t.Value.Merged} {t.Value.NotNeeded}")));
        Assert.All(plan.Agents, agent => Assert.Equal(
            ["1900000000000000003", "1900000000000000002"], agent.Document["initial_memory"]!["answered_mentions"]!.AsArray().Select(id => (string)id!)));
        Assert.Contains(plan.LeftAside, file => file.Contains("package.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_labels_by_the_least_that_can_be_trusted_and_knows_kinds_and_times()
    {
        var memories = _old.Plan().Memories["ada-agent"].ToDictionary(memory => memory.Content, StringComparer.Ordinal);
        Assert.Equal((MemoryKinds.Core, Provenance.Operator, 1.0), Of("The shop burned."));
        Assert.Equal((MemoryKinds.Event, Provenance.External, 0.6), Of("It rained on the fair."));
        Assert.Equal((MemoryKinds.Semantic, Provenance.External, 0.5), Of("Springs will not hold."));
        Assert.Equal((MemoryKinds.Post, Provenance.Self, 0.5), Of("Tick."));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1746170000000), memories["Tick."].At);
        Assert.Equal(-0.4, memories["It rained on the fair."].EmotionalValence);
        Assert.Equal([memories["The shop burned."].Id], memories["Springs will not hold."].Associations!);

        (string, Provenance, double) Of(string content) => (memories[content].Kind, memories[content].Provenance, memories[content].Importance);
    }

    [Fact]
    public void Plan_gives_relationships_to_the_agent_that_it_makes()
    {
        var ada = _old.Plan().Agents[0];
        Assert.Equal(1, ada.Relationships);
        Assert.Equal("He shouts.", ada.Document["initial_memory"]!["relationships"]!["bo"]!["notes"]![0]!.GetValue<string>());
        Assert.Equal("The shop burned.", ada.Document["initial_memory"]!["core_memories"]![0]!.GetValue<string>());
    }

    [Fact]
    public void Plan_of_the_same_files_has_the_same_id_and_of_others_another()
    {
        var first = _old.Plan();
        Assert.Equal(first.Id, _old.Plan().Id);
        _old.Text("agent-tweets.json", """{"agentId":"bo","tweetId":"19","content":"Boo.","timestamp":{"$date":"2025-05-07T00:00:00Z"}}""");
        Assert.NotEqual(first.Id, _old.Plan().Id);
    }

    [Fact]
    public void Plan_of_an_export_and_of_a_dump_of_the_same_agent_is_the_same_memory()
    {
        _old.Bytes("dump/puppet-engine/agent-memories.bson", Bson.Document(("_id", new byte[12]), ("agentId", "ada-agent"), ("coreMemories", new[] { Bson.Document(("content", "The shop burned."), ("type", "core"), ("timestamp", new DateTimeOffset(2025, 5, 1, 0, 0, 0, TimeSpan.Zero))) })));
        var plan = _old.Plan();
        Assert.Equal((6, 4, 2), (plan.Tallies["memory"].In, plan.Tallies["memory"].Kept, plan.Tallies["memory"].Merged));
    }

    [Fact]
    public void Plan_of_the_ports_documents_in_Mongo_reads_them_as_its_rows()
    {
        var plan = _old.Plan(_old.Text("agent_memories.json", """[{"_id":{"$oid":"665f"},"agent_id":"bo","type":"general","content":"Boo.","metadata":{"memory_type":"tweet"},"timestamp":{"$date":"2025-09-01T10:00:00Z"},"importance":1.0}]"""));
        Assert.Equal((MemoryKinds.Post, 0.5, new DateTimeOffset(2025, 9, 1, 10, 0, 0, TimeSpan.Zero)), plan.Memories["bo"].Select(memory => (memory.Kind, memory.Importance, memory.At)).Single());
    }

    [Theory]
    [InlineData("""{"agentId":"bo","tokenLaunched":false,"tokenMintAddress":null}""", 1, 0, 0)]
    [InlineData("""{"agentId":"bo","tokenLaunched":true,"tokenMintAddress":"So11111111111111111111111111111111111111112"}""", 0, 1, 0)]
    [InlineData("""{"tokenLaunched":true,"tokenMintAddress":"So11111111111111111111111111111111111111112"}""", 0, 0, 1)]
    public void Plan_of_a_tokens_state_remembers_a_launch_alone(string text, int notNeeded, int kept, int refused)
    {
        var tally = _old.Plan(_old.Text("tokens.json", text)).Tallies["token state"];
        Assert.Equal((notNeeded, kept, refused), (tally.NotNeeded, tally.Kept, tally.Refused));
    }

    [Fact]
    public void Plan_of_relationships_without_their_agents_file_is_for_the_agent_that_is_there()
    {
        var plan = _old.Plan(Path.Combine(_old.Folder, "data/memories/ada-agent.json"), Path.Combine(_old.Folder, "data/processed_tweets.json"));

        Assert.Empty(plan.Refusals);
        Assert.Empty(plan.Agents);
        var initial = Assert.Single(plan.InitialMemories);
        Assert.Equal(("ada-agent", "bo", 2), (initial.Key, Assert.Single(initial.Value["relationships"]!.AsObject()).Key, initial.Value["answered_mentions"]!.AsArray().Count));
    }

    [Fact]
    public void Plan_of_relationships_of_an_agent_whose_file_is_refused_refuses_each_by_name()
    {
        _old.Text("config/agents/ada-agent.json", """{ "id": "ada-agent", "personality": 7 }""");
        Assert.Contains(_old.Plan().Refusals, refusal => refusal is { What: "relationship", Place: "line 1, relationships.bo" });
    }

    [Fact]
    public void Plan_refuses_keys_in_texts_by_place_and_shows_no_value()
    {
        var key = "sk-" + new string('q', 30);
        var own = "Zx9Kd82hGq71LmNoP34RsTuV";
        _old.Text("config/agents/cy.json", $$"""{"id":"cy","personality":{},"twitter_credentials":{"apiKey":"{{own}}"} }""");
        _old.Text("export.jsonl", $$"""
            {"agentId":"bo","tweetId":"1","content":"my key is {{key}}"}
            {"agentId":"cy","tweetId":"2","content":"{{own}}"}
            {"agentId":"bo","tweetId":"3","content":"fine"}
            """);
        var plan = _old.Plan();
        Assert.Equal(["line 1", "line 2"], plan.Refusals.Select(refusal => refusal.Place));
        Assert.All(plan.Refusals, refusal => Assert.Contains("key or a token", refusal.Reason, StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Refusals, refusal => refusal.Reason.Contains(key, StringComparison.Ordinal) || refusal.Reason.Contains(own, StringComparison.Ordinal));
        Assert.Equal(1, plan.Agents.Single(agent => agent.Id == "cy").Credentials);
        Assert.Contains(plan.Notes, note => note.Contains("secret store", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"agentId":"bo","tweetId":"1","content":""}""", "empty")]
    [InlineData("""{"agentId":"bo","tweetId":"1"}""", "no text")]
    [InlineData("""{"agentId":"../../etc","tweetId":"1","content":"x"}""", "no agent")]
    [InlineData("""{"agentId":7,"tweetId":"1","content":"x"}""", "no agent")]
    [InlineData("""{"agentId":"bo","tweetId":"1","content":"a\u0000b"}""", "NUL")]
    public void Plan_refuses_a_bad_record_and_keeps_the_others(string line, string reason)
    {
        var plan = _old.Plan(_old.Text("tweets.json", line + "\n" + """{"agentId":"bo","tweetId":"2","content":"fine"}"""));
        Assert.Contains(reason, Assert.Single(plan.Refusals).Reason, StringComparison.Ordinal);
        Assert.Equal("fine", Assert.Single(plan.Memories["bo"]).Content);
    }

    [Fact]
    public void Plan_refuses_a_text_that_is_too_long_and_cuts_nothing_off()
    {
        var plan = _old.Plan(_old.Text("tweets.json", $$"""{"agentId":"bo","tweetId":"1","content":"{{new string('x', 10_000_000)}}"}"""));
        Assert.Contains("10000000 characters", Assert.Single(plan.Refusals).Reason, StringComparison.Ordinal);
        Assert.Empty(plan.Memories);
    }

    [Fact]
    public void Plan_refuses_a_bad_agent_by_line_and_its_memories_with_it()
    {
        _old.Text("config/agents/ada-agent.json", "{\n  \"id\": \"ada-agent\",\n  \"personality\": 7\n}");
        var plan = _old.Plan();
        Assert.Equal(("agent", "line 3"), (plan.Refusals[0].What, plan.Refusals[0].Place));
        Assert.False(plan.Memories.ContainsKey("ada-agent"));
        Assert.Equal(0, plan.Tallies["memory"].Kept);
    }

    [Fact]
    public void Plan_of_two_files_of_one_agent_takes_what_is_equal_and_refuses_what_is_not()
    {
        _old.Text("config/agents/bo-copy.json", """{ "id": "bo", "name": "Bo", "personality": { "traits": ["loud"] } }""");
        Assert.Equal(1, _old.Plan().Tallies["agent"].Merged);
        _old.Text("config/agents/bo-copy.json", """{ "id": "bo", "name": "Bo", "personality": { "traits": ["meek"] } }""");
        Assert.Contains("already, in another way", Assert.Single(_old.Plan().Refusals).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config/agents/ada-agent.json", "line 1")]
    [InlineData("data/memories/ada-agent.json", "line ")]
    [InlineData("data/processed_tweets.json", "line 1")]
    public void Plan_of_an_install_with_a_file_cut_off_names_it(string name, string place)
    {
        var path = Path.Combine(_old.Folder, name);
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text[..(text.Length / 2)]);
        var error = _old.Refused();
        Assert.Equal(path, error.File);
        Assert.StartsWith(place.Length > 5 && text.Contains('\n') ? "line" : place, error.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_of_a_named_file_of_another_kind_says_what_is_expected() =>
        Assert.Contains("None of its records", _old.Refused(Path.Combine(_old.Folder, "package.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Plan_of_settings_names_the_file_and_reads_nothing_of_it()
    {
        _old.Text(".env", "OPENAI_API_KEY=sk-whatever");
        Assert.Contains(_old.Plan().LeftAside, file => file.Contains(".env", StringComparison.Ordinal) && !file.Contains("whatever", StringComparison.Ordinal));
    }

    public void Dispose() => _old.Dispose();
}
