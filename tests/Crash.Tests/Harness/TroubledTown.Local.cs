using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Tests.TestHost;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>A town whose network fails in every way it can, and where every request to post is written down.</summary>
internal sealed class TroubledTown : IAsyncDisposable
{
    /// <summary>
    /// How long after the last fault everything has ended: ten minutes, after the fifteen for which a window of the network may still be closed that
    /// a fault has used up.
    /// </summary>
    internal static readonly TimeSpan Aftermath = TimeSpan.FromMinutes(15 + 10);

    /// <summary>A process that dies loses its slice of the day's ceiling; hundreds of deaths a day want thin slices.</summary>
    private static readonly Dictionary<string, string?> Settings = new() { ["Puppet:Llm:Budget:SliceParts"] = "100000" };

    private readonly Town _town;
    private readonly List<string> _mentions = [];

    private TroubledTown(Town town, int seed)
    {
        _town = town;
        Sends = new SendLog(town.Clock, seed);
    }

    /// <summary>Whether agents read what strangers write to them.</summary>
    public bool ReadsMentions { get; init; }

    /// <summary>What strangers wrote to agents, by the posts' ids.</summary>
    public IReadOnlyList<string> Mentions => _mentions;

    /// <summary>The clock of everybody.</summary>
    public VirtualTimeProvider Clock => _town.Clock;

    /// <summary>Where processes keep their data.</summary>
    public string Directory => _town.Directory;

    /// <summary>What left the processes to make posts.</summary>
    public SendLog Sends { get; }

    /// <summary>Opens the town.</summary>
    public static async Task<TroubledTown> OpenAsync(int seed, bool readsMentions = false) => new(await Town.OpenAsync(seed), seed) { ReadsMentions = readsMentions };

    /// <summary>Somebody who never wrote before writes to an account.</summary>
    public async Task MentionAsync(string account)
    {
        var number = _mentions.Count;
        _mentions.Add((string)(await _town.AskAsync("/control/x/mentions", new { from = $"user{number}", to = account, text = $"Question {number}: what did you see at the harbour?", lag_ms = 0 }))["id"]!);
    }

    /// <summary>The posts that were answered, one for each answer that landed.</summary>
    public Task<List<string>> AnsweredAsync() => _town.AnsweredAsync();

    /// <summary>Starts a process; it may die while it starts.</summary>
    /// <param name="points">Where it stops.</param>
    /// <param name="name">Its name in the log of requests.</param>
    /// <param name="before">Services in place of the product's.</param>
    /// <param name="cut">Cuts its power.</param>
    public Task<Process> StartAsync(KillPoints points, string name = "process", Action<IServiceCollection>? before = null, PowerCut? cut = null) =>
        Process.StartAsync(_town, points, new ProcessSetup
        {
            Settings = ReadsMentions ? new Dictionary<string, string?>(Settings) { ["Puppet:Social:ReadMentions"] = "true" } : Settings,
            Before = services =>
            {
                before?.Invoke(services);
                cut?.Watch(services, Directory);
            },
            Change = (services, gauge) => Sends.Watch(services, name, gauge),
            BeforeCommit = cut is null ? null : () => cut.Before("grains"),
            AfterCommit = cut is null ? null : () => cut.After("grains"),
        });

    /// <summary>Sets faults, and lets some requests to post hang.</summary>
    public Task SetFaultsAsync(params object[] rules)
    {
        Sends.Hangs = 0.05;
        return _town.SetFaultsAsync(rules);
    }

    /// <summary>Clears all faults.</summary>
    public Task ClearFaultsAsync()
    {
        Sends.Hangs = 0;
        return _town.ClearFaultsAsync();
    }

    /// <summary>All posts that landed.</summary>
    public Task<List<LandedPost>> PostsAsync() => _town.PostsAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _town.DisposeAsync();
}
