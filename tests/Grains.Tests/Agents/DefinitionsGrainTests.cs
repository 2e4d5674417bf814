using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Agents;
using PuppetEngine.Tests.TestKit.State;

namespace PuppetEngine.Tests.Grains.Agents;

public sealed class DefinitionsGrainTests
{
    private readonly FakeGrainStore<DefinitionsState> _store = new();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly Dictionary<string, IAgentGrain> _agents = new(StringComparer.Ordinal);
    private FakePersistentState<DefinitionsState> _state = new();

    public DefinitionsGrainTests() => _grains.GetGrain<IAgentGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Agent(call.ArgAt<string>(0)));

    private IAgentGrain Agent(string id)
    {
        if (!_agents.TryGetValue(id, out var agent))
        {
            _agents[id] = agent = Substitute.For<IAgentGrain>();
            agent.Define(Arg.Any<DefinitionChange>()).Returns(new DefinitionResult { Accepted = true, Version = 1, Created = true });
            agent.GetCard().Returns(new AgentCard { Id = id, Name = id, Status = AgentStatuses.Active });
        }

        return agent;
    }

    private DefinitionsGrain CreateSut()
    {
        _state = new FakePersistentState<DefinitionsState>(_store);
        return new DefinitionsGrain(Substitute.For<IGrainContext>(), _state, _grains, NullLogger<DefinitionsGrain>.Instance);
    }

    private static List<AgentFile> Folder(params (string Name, string Text)[] files) =>
        AgentFolderReader.Read(files.Select(file => new AgentFolderText(file.Name, file.Text))).Files;

    [Fact]
    public async Task Apply_defines_each_file_with_the_scope_of_an_operator()
    {
        var files = Folder(("ada.json", """{"id":"ada"}"""), ("bob.json", """{"id":"bob"}"""));
        var reports = await CreateSut().Apply(files);

        Assert.Equal(["ada.json", "bob.json"], reports.Select(report => report.File));
        Assert.All(reports, report => Assert.True(report.Result.Accepted));
        await Agent("ada").Received(1).Define(Arg.Is<DefinitionChange>(change =>
            change.Source == "file:ada.json" && change.ContentHash == files[0].ContentHash && change.Scopes == ApiScope.Operate && change.MayCreate && change.Json.Contains("ada")));
        Assert.Equal(1, _state.Writes);
    }

    [Fact]
    public async Task Apply_again_changes_nothing()
    {
        var files = Folder(("ada.json", """{"id":"ada"}"""));
        await CreateSut().Apply(files);
        Assert.Empty(await CreateSut().Apply(files));
        await Agent("ada").Received(1).Define(Arg.Any<DefinitionChange>());
        Assert.Equal(0, _state.Writes);
    }

    [Fact]
    public async Task Only_a_file_whose_hash_changed_is_defined_again()
    {
        await CreateSut().Apply(Folder(("ada.json", """{"id":"ada"}"""), ("bob.json", """{"id":"bob"}""")));
        var reports = await CreateSut().Apply(Folder(("ada.json", """{"id":"ada","name":"Ada"}"""), ("bob.json", """{"id":"bob"}""")));
        Assert.Equal("ada", Assert.Single(reports).AgentId);
        await Agent("ada").Received(2).Define(Arg.Any<DefinitionChange>());
        await Agent("bob").Received(1).Define(Arg.Any<DefinitionChange>());
    }

    [Fact]
    public async Task A_bad_file_is_reported_with_its_line_and_stops_no_other()
    {
        var reports = await CreateSut().Apply(Folder(("a.json", "{\n\"id\": 7}"), ("b.json", """{"id":"bob"}""")));
        Assert.Equal([false, true], reports.Select(report => report.Result.Accepted));
        Assert.Equal(2, reports[0].Result.Problems[0].Line);
        await Agent("bob").Received(1).Define(Arg.Any<DefinitionChange>());
    }

    [Fact]
    public async Task A_file_that_became_bad_neither_pauses_nor_changes_its_agent_and_is_told_until_it_is_mended()
    {
        await CreateSut().Apply(Folder(("ada.json", """{"id":"ada"}""")));
        var bad = Folder(("ada.json", "{ broken"));
        Assert.False(Assert.Single(await CreateSut().Apply(bad)).Result.Accepted);
        Assert.False(Assert.Single(await CreateSut().Apply(bad)).Result.Accepted);

        await Agent("ada").DidNotReceive().Pause(Arg.Any<string>(), Arg.Any<string>());
        await Agent("ada").Received(1).Define(Arg.Any<DefinitionChange>());
        Assert.Empty(await CreateSut().Apply(Folder(("ada.json", """{"id":"ada"}"""))));
    }

    [Fact]
    public async Task A_vanished_file_pauses_its_agent_once_and_deletes_nothing()
    {
        await CreateSut().Apply(Folder(("ada.json", """{"id":"ada"}""")));
        var report = Assert.Single(await CreateSut().Apply([]));
        Assert.True(report.Removed);
        Assert.Empty(await CreateSut().Apply([]));

        await Agent("ada").Received(1).Pause("file:ada.json", DefinitionsGrain.RemovedReason);
        await Agent("ada").DidNotReceive().Delete(Arg.Any<string>());
    }

    [Fact]
    public async Task A_file_that_comes_back_resumes_its_agent()
    {
        var files = Folder(("ada.json", """{"id":"ada"}"""));
        await CreateSut().Apply(files);
        await CreateSut().Apply([]);
        Agent("ada").GetCard().Returns(new AgentCard { Id = "ada", Name = "ada", Status = AgentStatuses.Paused, StatusReason = DefinitionsGrain.RemovedReason });
        Assert.True(Assert.Single(await CreateSut().Apply(files)).Result.Accepted);
        await Agent("ada").Received(1).Resume(Arg.Any<string>());
    }

    [Fact]
    public async Task A_file_that_changes_does_not_wake_an_agent_that_a_person_paused()
    {
        await CreateSut().Apply(Folder(("ada.json", """{"id":"ada"}""")));
        Agent("ada").GetCard().Returns(new AgentCard { Id = "ada", Name = "ada", Status = AgentStatuses.Paused, StatusReason = "holiday" });
        await CreateSut().Apply(Folder(("ada.json", """{"id":"ada","name":"Ada"}""")));
        await Agent("ada").DidNotReceive().Resume(Arg.Any<string>());
    }

    [Fact]
    public async Task A_renamed_file_pauses_nobody()
    {
        await CreateSut().Apply(Folder(("ada.json", """{"id":"ada"}""")));
        await CreateSut().Apply(Folder(("zoe.json", """{"id":"ada"}""")));
        await Agent("ada").DidNotReceive().Pause(Arg.Any<string>(), Arg.Any<string>());
        Assert.Equal(["zoe.json"], _store.Read()!.Files.Keys);
    }

    [Fact]
    public async Task Of_two_files_with_one_id_the_first_holds_and_the_other_is_reported()
    {
        var reports = await CreateSut().Apply(Folder(("b.json", """{"id":"ada","name":"B"}"""), ("a.json", """{"id":"ada","name":"A"}""")));
        Assert.True(reports[0].Result.Accepted);
        Assert.Equal(ProblemCodes.DuplicateId, Assert.Single(reports[1].Result.Problems).Code);
        Assert.Contains("a.json", reports[1].Result.Problems[0].Message, StringComparison.Ordinal);
        await Agent("ada").Received(1).Define(Arg.Is<DefinitionChange>(change => change.Source == "file:a.json"));
    }

    [Fact]
    public async Task A_newcomer_does_not_take_an_agent_from_the_file_that_has_it()
    {
        await CreateSut().Apply(Folder(("b.json", """{"id":"ada"}""")));
        var reports = await CreateSut().Apply(Folder(("b.json", """{"id":"ada"}"""), ("a.json", """{"id":"ada","name":"Thief"}""")));
        Assert.Equal("a.json", Assert.Single(reports).File);
        await Agent("ada").Received(1).Define(Arg.Any<DefinitionChange>());
    }

    [Fact]
    public async Task A_file_that_gets_another_id_pauses_its_former_agent()
    {
        await CreateSut().Apply(Folder(("a.json", """{"id":"ada"}""")));
        await CreateSut().Apply(Folder(("a.json", """{"id":"eve"}""")));
        await Agent("ada").Received(1).Pause("file:a.json", DefinitionsGrain.RemovedReason);
        await Agent("eve").Received(1).Define(Arg.Any<DefinitionChange>());
    }

    [Fact]
    public async Task An_agent_that_fails_is_reported_tried_again_and_stops_no_other()
    {
        var files = Folder(("a.json", """{"id":"ada"}"""), ("b.json", """{"id":"bob"}"""));
        Agent("ada").Define(Arg.Any<DefinitionChange>()).ThrowsAsync(new TimeoutException());
        var reports = await CreateSut().Apply(files);
        Assert.Equal([false, true], reports.Select(report => report.Result.Accepted));

        Agent("ada").Define(Arg.Any<DefinitionChange>()).Returns(new DefinitionResult { Accepted = true, Version = 1 });
        Assert.Equal("a.json", Assert.Single(await CreateSut().Apply(files)).File);
    }

    [Fact]
    public async Task A_definition_that_the_agent_refuses_is_reported_and_not_counted_as_applied()
    {
        Agent("ada").Define(Arg.Any<DefinitionChange>()).Returns(new DefinitionResult { Accepted = false, Problems = [new() { Code = "x", Message = "no" }] });
        var files = Folder(("a.json", """{"id":"ada"}"""));
        Assert.Equal("x", Assert.Single(await CreateSut().Apply(files)).Result.Problems[0].Code);
        Assert.Single(await CreateSut().Apply(files));
        Assert.Null(_store.Read());
    }

    [Fact]
    public async Task An_agent_that_was_deleted_meanwhile_does_not_hold_up_the_folder()
    {
        await CreateSut().Apply(Folder(("a.json", """{"id":"ada"}""")));
        Agent("ada").Pause(Arg.Any<string>(), Arg.Any<string>()).ThrowsAsync(new AgentNotFoundException("ada"));
        Assert.True(Assert.Single(await CreateSut().Apply([])).Removed);
    }

    [Fact]
    public async Task A_failed_write_is_made_good_by_the_next_look()
    {
        var files = Folder(("a.json", """{"id":"ada"}"""));
        var sut = CreateSut();
        _state.FailNext = StateFault.BeforeStoring;
        await Assert.ThrowsAsync<IOException>(() => sut.Apply(files));
        Assert.True(Assert.Single(await CreateSut().Apply(files)).Result.Accepted);
        Assert.Equal("ada", _store.Read()!.Files["a.json"].AgentId);
    }

    [Fact]
    public async Task Warnings_travel_with_the_report()
    {
        var report = Assert.Single(await CreateSut().Apply(Folder(("a.json", """{"id":"Ada X"}"""))));
        Assert.Equal("ada-x", report.AgentId);
        Assert.Equal(ProblemCodes.IdMapped, Assert.Single(report.Result.Problems).Code);
    }

    [Fact]
    public async Task No_credential_reaches_the_grain_or_its_state()
    {
        await CreateSut().Apply(Folder(("a.json", """{"id":"ada","twitter_credentials":{"apiKey":"CANARY"}}""")));
        await Agent("ada").Received(1).Define(Arg.Is<DefinitionChange>(change => !change.ToString().Contains("CANARY")));
        Assert.DoesNotContain("CANARY", System.Text.Encoding.UTF8.GetString(_store.Bytes!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_folder_is_applied_whole()
    {
        var files = Folder([.. Enumerable.Range(0, 300).Select(i => ($"a{i}.json", $$"""{"id":"agent-{{i}}"}"""))]);
        Assert.Equal(300, (await CreateSut().Apply(files)).Count);
        Assert.Equal(300, _store.Read()!.Files.Count);
        Assert.Equal(1, _state.Writes);
    }
}
