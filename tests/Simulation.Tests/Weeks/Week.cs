using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.Simulation.Mentions;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Weeks;

/// <summary>
/// A week of twenty agents on the whole product, lived once for all tests that look at it: strangers write to them, they know one another, news,
/// moods and encounters happen, and the process is killed and stays away for two days, in which people go on writing.
/// </summary>
public sealed class Week : IAsyncLifetime
{
    internal const string Eager = "eager";

    internal static readonly DateTimeOffset Start = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset OutageFrom = Start.AddDays(3).AddHours(9);
    internal static readonly DateTimeOffset OutageTo = OutageFrom.AddDays(2);
    internal static readonly DateTimeOffset End = Start.AddDays(7);

    private static readonly TimeSpan Stage = TimeSpan.FromHours(3);

    private static readonly ProcessSetup Setup = new()
    {
        Settings = new Dictionary<string, string?>
        {
            ["Puppet:Social:ReadMentions"] = "true",
            ["Puppet:Social:MentionInterval"] = "01:00:00",
            ["Puppet:Social:Tier"] = "enterprise",
            ["Puppet:Events:Generate"] = "true",
            ["Puppet:Events:Seed"] = "45",
        },
    };

    private readonly KillPoints _points = new();
    private Town _town = null!;
    private int _said;
    private int _rounds;

    internal List<Neighbour> Neighbours { get; } = [.. Enumerable.Range(0, 20).Select(i => new Neighbour(i))];

    internal Dictionary<string, List<JournalRow>> Journals { get; } = [];

    internal Dictionary<string, List<RelationshipView>> Relationships { get; } = [];

    internal Dictionary<string, JournalVerdict> Verdicts { get; } = [];

    internal List<EffectView> Effects { get; private set; } = [];

    /// <summary>All that was written, by scripted users too.</summary>
    internal List<Written> Posts { get; private set; } = [];

    internal TimeSpan WallTime { get; private set; }

    internal IEnumerable<string> Errors => _points.Errors.Lines;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _town = await Town.OpenAsync(20261102, Start);
        await using (var first = await OpenAsync())
        {
            foreach (var neighbour in Neighbours)
            {
                var result = await first.Grains.GetGrain<IAgentGrain>(neighbour.Id).Define(new DefinitionChange { Json = neighbour.Json(), Source = "test", ContentHash = neighbour.Id, Scopes = ApiScope.Admin });
                Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
            }

            // Their accounts are known, and their mentions read from then on.
            await first.RunUntilAsync(Start.AddMinutes(30));
            await LiveAsync(first, OutageFrom);
            await first.KillAsync();
        }

        _town.Clock.AdvanceTo(OutageFrom.AddHours(6));
        await SpeakAsync();
        _town.Clock.AdvanceTo(OutageTo.AddHours(-2));
        await SpeakAsync();
        _town.Clock.AdvanceTo(OutageTo);
        await using (var second = await OpenAsync())
        {
            await LiveAsync(second, End);
            await ReadAsync(second);
        }

        await _town.EndWorldAsync();
        WallTime = clock.Elapsed;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _town.DisposeAsync();

    private Task<Process> OpenAsync() => Process.StartAsync(_town, _points, Setup);

    private async Task LiveAsync(Process process, DateTimeOffset end)
    {
        while (_town.Clock.GetUtcNow() < end)
        {
            await SpeakAsync();
            var next = _town.Clock.GetUtcNow() + Stage;
            await process.RunUntilAsync(next < end ? next : end);
        }
    }

    /// <summary>Three strangers write to somebody each; one writes to the same one again and again; and two of the house get into talk, by somebody who writes with one's account.</summary>
    private async Task SpeakAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await MentionAsync($"reader{_said % 17}", Neighbours[_said * 7 % Neighbours.Count].Id);
        }

        // Five at once are more than an hour has answers for.
        for (var i = 0; i < 5 && _rounds % 4 == 0; i++)
        {
            await MentionAsync(Eager, Neighbours[0].Id);
        }

        if (_rounds++ % 3 == 1)
        {
            var speakers = Neighbours.FindAll(n => n.IsSpokenFor);
            await MentionAsync(speakers[_rounds % speakers.Count].Id, Neighbours[_said % 15].Id);
        }
    }

    private Task MentionAsync(string from, string to) =>
        _town.TellAsync("/control/x/mentions", new { from, to, text = $"Question {_said++}: what did you see at the harbour?", lag_ms = 0 });

    private async Task ReadAsync(Process process)
    {
        var ids = Neighbours.ConvertAll(n => n.Id);
        var books = await TownBooks.ReadAsync(process, _town.Emulators, ids);
        foreach (var id in ids)
        {
            Journals[id] = books.Rows[id];
            Relationships[id] = books.Relationships[id];
            Verdicts[id] = await process.Grains.GetGrain<IJournalReaderGrain>("reader").Verify(id);
        }

        (Effects, Posts) = (books.Effects, books.Posts);
    }
}

/// <summary>The tests that look at one week.</summary>
[CollectionDefinition(nameof(Week))]
public sealed class WeekCollection : ICollectionFixture<Week>;
