using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Alerts;
using PuppetEngine.Silo.Hosting;
using PuppetEngine.Tests.Silo.Fixtures;
using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Silo.Hosting;

/// <summary>A broken file is seen by whoever does not read the log, for as long as it is broken.</summary>
public sealed class AgentFolderAttentionTests
{
    [Fact]
    public void A_bad_file_is_told_with_its_place_its_sentence_and_how_to_open_it()
    {
        var entry = Assert.Single(AgentFolderAttention.EntriesOf("/srv/my agents", [Report("wren.json", 3, "style_guide.voice", "It holds a number."), Warned("fox.json")]));

        Assert.Equal(("agent_file", "wren.json"), (entry.Code, entry.Subject));
        Assert.StartsWith("The agent's file wren.json cannot be used (line 3, style_guide.voice): It holds a number. Until", entry.Detail, StringComparison.Ordinal);
        Assert.Equal("$EDITOR '/srv/my agents/wren.json'", entry.Command);
    }

    [Fact]
    public void A_folder_of_broken_files_is_named_in_part_and_counted()
    {
        var entries = AgentFolderAttention.EntriesOf("/srv/agents", [.. Enumerable.Range(0, 60).Select(i => Report($"{i}.json", 1, "", "No."))]);
        Assert.Equal(21, entries.Count);
        Assert.Contains("40 more files in /srv/agents", entries[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_mended_is_taken_back_and_what_others_reported_stands()
    {
        var attention = new Board();
        await attention.Raise(new AttentionEntry { Code = "account_stopped", Subject = "ada", Detail = "d", Command = "c" });
        await AgentFolderAttention.TellUnreadableAsync(attention, "/srv/agents", new IOException("it is gone"));
        await AgentFolderAttention.TellAsync(attention, "/srv/agents", [Report("a.json", 1, "", "No."), Report("b.json", 1, "", "No.")]);
        Assert.Equal(["account_stopped:ada", "agent_file:a.json", "agent_file:b.json"], attention.Entries.Select(entry => entry.Key));

        await AgentFolderAttention.TellAsync(attention, "/srv/agents", [Report("b.json", 2, "", "Still not.")]);
        Assert.Equal(["account_stopped:ada", "agent_file:b.json"], attention.Entries.Select(entry => entry.Key));
        Assert.Contains("(line 2): Still not.", attention.Entries[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_stands_in_status_and_at_the_command_line_until_it_is_mended_also_over_a_restart()
    {
        await using var house = await House.OpenAsync();
        await using (var silo = await house.UpAsync())
        {
            Assert.Equal("ok", (await silo.GetAsync("/v1/status")).Json.GetProperty("status").GetString());
            house.Write("wren.json", "{ \"id\": \"wren\",\n \"style_guide\": 7 }");
            house.Write("owl.json", "{");
            var status = await silo.UntilAsync("/v1/status", answer => answer.Json.GetProperty("attention").GetArrayLength() == 2, "two broken files");
            Assert.Equal("attention", status.Json.GetProperty("status").GetString());
            Assert.Equal(["owl.json", "wren.json"], status.Json.GetProperty("attention").EnumerateArray().Select(item => item.GetProperty("subject").GetString()));

            await using var told = ProgramProcess.Start("Cli", ["status"], new Dictionary<string, string> { ["PUPPET_DATA_DIR"] = house.Data, ["PUPPET_URL"] = silo.Address.ToString() });
            Assert.Equal(2, await told.ExitAsync());
            var shown = string.Join(' ', told.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Contains("! The agent's file wren.json cannot be used (line 2, style_guide): style_guide holds a number.", shown, StringComparison.Ordinal);

            house.Write("wren.json", Samples.Agent("wren"));
            await silo.UntilAsync("/v1/status", answer => answer.Json.GetProperty("attention").GetArrayLength() == 1, "one of them mended");
            await silo.Process.StopAsync();
        }

        // Mended while nobody watched.
        File.Delete(Path.Combine(house.Agents, "owl.json"));
        await using var again = await house.UpAsync();
        await again.UntilAsync("/v1/status", answer => answer.Json.GetProperty("status").GetString() == "ok", "nothing waits any more");
    }

    private static AgentFileReport Report(string file, int line, string field, string message) => new()
    {
        File = file,
        AgentId = "",
        Result = new DefinitionResult
        {
            Accepted = false,
            Problems =
            [
                new DefinitionProblem { File = file, Code = ProblemCodes.IdMapped, Message = "A warning.", Fatal = false },
                new DefinitionProblem { File = file, Line = line, Field = field, Code = ProblemCodes.WrongType, Message = message },
            ],
        },
    };

    private static AgentFileReport Warned(string file) => new()
    {
        File = file,
        AgentId = "fox",
        Result = new DefinitionResult { Accepted = true, Problems = [new DefinitionProblem { File = file, Code = ProblemCodes.Misspelt, Message = "A warning.", Fatal = false }] },
    };

    /// <summary>What a cluster keeps of reports.</summary>
    private sealed class Board : IAttentionGrain
    {
        public List<AttentionEntry> Entries { get; } = [];

        public Task Raise(AttentionEntry entry)
        {
            Entries.RemoveAll(other => other.Key == entry.Key);
            Entries.Add(entry);
            return Task.CompletedTask;
        }

        public Task Clear(string code, string subject)
        {
            Entries.RemoveAll(entry => entry.Code == code && entry.Subject == subject);
            return Task.CompletedTask;
        }

        public Task<List<AttentionEntry>> List() => Task.FromResult(Entries.ToList());

        public Task Observe(List<AttentionEntry> standing) => throw new NotSupportedException();
    }
}
