using System.Diagnostics;
using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Hosting;

/// <summary>The agents folder of a running process, saved in every way that editors save.</summary>
public sealed class FolderWatchTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>
    /// Half of the time after which the folder is looked at unasked: a change that shows sooner was seen. The two seconds that a person is
    /// promised are a figure of a quiet machine, and written down, not demanded of a loaded one.
    /// </summary>
    private static readonly TimeSpan BeforeTheNextLook = TimeSpan.FromSeconds(15);

    private House _house = null!;
    private RunningSilo _silo = null!;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _house = await House.OpenAsync();
        _silo = await _house.UpAsync();
        await _silo.Process.LineAsync("wren: version 1");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _house.DisposeAsync();
    }

    [Fact]
    public async Task A_saved_file_shows_its_version_and_the_changed_field_before_the_folder_is_looked_at_unasked()
    {
        await SaveAsync(() => _house.Write("wren.json", Samples.Agent("wren", voice: "Louder.")), "wren: version 2, changed: style_guide.voice");
        await SaveAsync(() => _house.Write("wren.json", Samples.Agent("wren", voice: "Softer.")), "wren: version 3, changed: style_guide.voice");

        // As editors save: a draft beside it, moved over the file.
        await SaveAsync(
            () =>
            {
                _house.Write(".wren.json.swp", "a swap file is no agent");
                _house.Write("wren.json.tmp", Samples.Agent("wren", voice: "By rename."));
                File.Move(Path.Combine(_house.Agents, "wren.json.tmp"), Path.Combine(_house.Agents, "wren.json"), overwrite: true);
            },
            "wren: version 4, changed: style_guide.voice");

        // As others save: the old one moved away, a new one written, the old one removed.
        await SaveAsync(
            () =>
            {
                File.Move(Path.Combine(_house.Agents, "wren.json"), Path.Combine(_house.Agents, "wren.json~"));
                _house.Write("wren.json", Samples.Agent("wren", voice: "By backup."));
                File.Delete(Path.Combine(_house.Agents, "wren.json~"));
            },
            "wren: version 5, changed: style_guide.voice");
        Assert.DoesNotContain("wren.json is gone", _silo.Process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" paused", _silo.Process.Output, StringComparison.Ordinal);
        Assert.Equal("active", (await _silo.GetAsync("/v1/agents/wren")).Json.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_half_written_file_is_reported_and_its_agent_lives_on_until_it_is_whole()
    {
        var whole = Samples.Agent("wren", voice: "At last.");
        await SaveAsync(() => _house.Write("wren.json", whole[..120]), "wren.json line ");
        var meanwhile = await _silo.GetAsync("/v1/agents/wren");
        Assert.Equal((1, "active"), (meanwhile.Json.GetProperty("definition_version").GetInt64(), meanwhile.Json.GetProperty("status").GetString()));
        await SaveAsync(() => _house.Write("wren.json", whole), "wren: version 2, changed: style_guide.voice");
    }

    [Fact]
    public async Task A_removed_file_pauses_its_agent_and_one_put_back_resumes_it()
    {
        await SaveAsync(() => File.Delete(Path.Combine(_house.Agents, "wren.json")), "wren: its file wren.json is gone; the agent is paused, nothing is deleted.");
        Assert.Equal("paused", (await _silo.GetAsync("/v1/agents/wren")).Json.GetProperty("status").GetString());
        Assert.Equal("active", (await _silo.GetAsync("/v1/agents/fox")).Json.GetProperty("status").GetString());

        _house.Write("wren.json", Samples.Agent("wren"));
        await _silo.UntilAsync("/v1/agents/wren", a => a.Json.GetProperty("status").GetString() == "active", "resumed");

        // Another name is another file, and the same agent.
        File.Move(Path.Combine(_house.Agents, "wren.json"), Path.Combine(_house.Agents, "bird.json"));
        await SaveAsync(() => _house.Write("new.json", Samples.Agent("owl")), "owl: version 1");
        Assert.Equal("active", (await _silo.GetAsync("/v1/agents/wren")).Json.GetProperty("status").GetString());
    }

    private async Task SaveAsync(Action save, string shown)
    {
        var started = Stopwatch.GetTimestamp();
        save();
        await _silo.Process.LineAsync(shown);
        var took = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"'{shown}' showed after {took.TotalSeconds:0.0} s");
        Assert.True(took < BeforeTheNextLook, $"'{shown}' showed after {took.TotalSeconds:0.0} s.");
    }
}
