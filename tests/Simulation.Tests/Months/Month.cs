using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Months;

/// <summary>
/// A month of twenty agents on the whole product, lived once for all tests that look at it: the clocks change, a definition is changed while
/// its agent waits for a model, and the process is killed and stays away for two days. Afterwards the outside world is gone for good.
/// </summary>
public sealed class Month : IAsyncLifetime
{
    internal static readonly DateTimeOffset Start = new(2026, 10, 13, 0, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset OutageFrom = new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset OutageTo = OutageFrom.AddDays(2);
    internal static readonly DateTimeOffset End = new(2026, 11, 13, 0, 0, 0, TimeSpan.Zero);

    private readonly KillPoints _points = new();
    private readonly ModelGate _gate = new();
    private Town _town = null!;

    internal List<Resident> Residents { get; } =
        [.. Enumerable.Range(0, 20).Select(i => new Resident(i, (i % 3) switch { 0 => "skip", 1 => "one", _ => "all" }, Place.All[i % Place.All.Length]))];

    /// <summary>The resident whose definition is changed while a model writes for it.</summary>
    internal Resident Reloaded => Residents[4];

    /// <summary>What the model says meanwhile: the new definition would refuse it.</summary>
    internal const string AnswerMeanwhile = "The lantern keeper counted seventeen gulls before breakfast and trusted none of them.";

    internal const string NewVoice = "Like the log of a lighthouse.";

    internal Dictionary<string, List<JournalRow>> Journals { get; } = [];

    internal List<MonthTurn> Turns { get; } = [];

    internal List<LandedPost> Posts { get; private set; } = [];

    internal DefinitionResult Reload { get; private set; } = null!;

    internal TimeSpan WallTime { get; private set; }

    internal IEnumerable<string> Errors => _points.Errors.Lines;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _town = await Town.OpenAsync(20261013, Start);
        await using (var first = await OpenAsync())
        {
            foreach (var resident in Residents)
            {
                Accepted(await first.Grains.GetGrain<IAgentGrain>(resident.Id).Define(Change(resident.Json())));
            }

            await first.RunUntilAsync(Start.AddDays(5));
            await ReloadAsync(first);
            await first.RunUntilAsync(OutageFrom);
            await first.KillAsync();
        }

        _town.Clock.AdvanceTo(OutageTo);
        await using (var second = await OpenAsync())
        {
            await second.RunUntilAsync(End);
        }

        Posts = await _town.PostsAsync();
        await _town.EndWorldAsync();
        await ReadAsync();
        WallTime = clock.Elapsed;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _town.DisposeAsync();

    /// <summary>Uses the tables that the month left, with nothing of the outside world.</summary>
    internal async Task<T> WithTablesAsync<T>(Func<IServiceProvider, Task<T>> use)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Puppet:Storage:DataDirectory"] = _town.Directory })
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(_town.Clock);
        services.AddLogging();
        services.AddPuppetStorage(configuration);
        await using var provider = services.BuildServiceProvider();
        return await use(provider);
    }

    private Task<Process> OpenAsync() => Process.StartAsync(
        _town, _points, new ProcessSetup { Change = (services, gauge) => services.Decorate<ILlmTierSource>(tiers => _gate.Before(tiers, gauge)) });

    /// <summary>While the model writes for a resident, its definition changes; only then the model answers.</summary>
    private async Task ReloadAsync(Process process)
    {
        await _town.TellAsync("/control/llm/replies", new { contains = $"You are {Reloaded.Name}.", content = AnswerMeanwhile });
        _gate.CloseFor($"You are {Reloaded.Name}.");
        await process.RunUntilAsync(Start.AddDays(6), () => _gate.IsHeld);
        Reload = await process.Grains.GetGrain<IAgentGrain>(Reloaded.Id).Define(Change(Reloaded.Json(NewVoice, "lantern")));
        Accepted(Reload);
        _gate.Open();
    }

    private async Task ReadAsync()
    {
        var landed = Posts.ToDictionary(p => p.Id, p => p.At);
        await WithTablesAsync(async services =>
        {
            foreach (var resident in Residents)
            {
                var rows = Journals[resident.Id] = await Books.JournalAsync(services, resident.Id);
                var ended = rows.Where(r => r.Kind == JournalKinds.Ended).ToDictionary(r => r.EffectId, PayloadOf);
                Turns.AddRange(rows.Where(r => r.Kind == JournalKinds.Planned).Select(row => ended.TryGetValue(row.EffectId, out var end)
                    ? new MonthTurn(resident, row.EffectId, Due(row), At(row), (string)end["state"]!, (string)end["verdict"]!, (string?)end["external_id"] is { } id ? landed[id] : null)
                    : new MonthTurn(resident, row.EffectId, Due(row), At(row), "open", "", null)));
            }

            return true;
        });
    }

    internal static JsonNode PayloadOf(JournalRow row) => JsonNode.Parse(JournalPayload.Decompress(row.Payload))!;

    internal static DateTimeOffset At(JournalRow row) => DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs);

    private static DateTimeOffset Due(JournalRow row) => (DateTimeOffset)PayloadOf(row)["due"]!;

    private static DefinitionChange Change(string json) => new() { Json = json, Source = "test", ContentHash = json.GetHashCode(StringComparison.Ordinal).ToString("x8", null), Scopes = ApiScope.Admin };

    private static void Accepted(DefinitionResult result) => Assert.True(result.Accepted, string.Join("; ", result.Problems.Select(p => p.Message)));
}

/// <summary>The tests that look at one month. Not a fixture of the assembly: others would wait for a month that they do not look at.</summary>
[CollectionDefinition(nameof(Month))]
public sealed class MonthCollection : ICollectionFixture<Month>;
