using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Emulators;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>The outside world of a test: emulators on the test's clock, which outlive every process, and a data directory.</summary>
internal sealed class Town : IAsyncDisposable
{
    private readonly EmulatorHost _emulators;
    private readonly HttpClient _control;
    private readonly DirectoryInfo _directory;

    private readonly Random _random;
    private double _hangs;

    private Town(EmulatorHost emulators, VirtualTimeProvider clock, int seed)
    {
        _random = new Random(seed);
        _emulators = emulators;
        _control = new HttpClient { BaseAddress = emulators.Address };
        _directory = System.IO.Directory.CreateTempSubdirectory("puppet-crash-");
        Directory = Path.Combine(_directory.FullName, "data");
        Clock = clock;
    }

    /// <summary>The clock of everybody.</summary>
    public VirtualTimeProvider Clock { get; }

    /// <summary>Where processes keep their data.</summary>
    public string Directory { get; }

    /// <summary>What left the processes to make posts.</summary>
    public SendLog Sends { get; } = new();

    /// <summary>Where the emulators listen.</summary>
    public Uri Emulators => _emulators.Address;

    /// <summary>The world's id.</summary>
    public string WorldId => $"emulated-{_emulators.Id}";

    /// <summary>Opens the town.</summary>
    public static async Task<Town> OpenAsync(int seed)
    {
        var clock = new VirtualTimeProvider();
        var emulators = new EmulatorHost(new EmulatorOptions { Port = 0, Seed = seed, X = new XEmulatorOptions { Tier = "enterprise" } }, clock);
        await emulators.StartAsync();
        return new Town(emulators, clock, seed);
    }

    /// <summary>Whether the next request to post hangs.</summary>
    public Hang DrawHang()
    {
        lock (_random)
        {
            return _random.NextDouble() >= _hangs ? Hang.No : _random.Next(2) == 0 ? Hang.OnTheWayOut : Hang.OnTheWayBack;
        }
    }

    /// <summary>Sets faults, and lets some requests to post hang.</summary>
    public async Task SetFaultsAsync(params object[] rules)
    {
        _hangs = 0.05;
        foreach (var rule in rules)
        {
            using var answer = await _control.PostAsJsonAsync("/control/faults", rule);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    /// <summary>Clears all faults.</summary>
    public async Task ClearFaultsAsync()
    {
        _hangs = 0;
        using var answer = await _control.DeleteAsync("/control/faults");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>All posts that landed.</summary>
    public async Task<List<LandedPost>> PostsAsync()
    {
        var posts = await _control.GetFromJsonAsync<JsonObject>("/control/x/posts");
        return [.. posts!["items"]!.AsArray().Select(p => new LandedPost((string)p!["id"]!, (string)p["author_id"]!, (string?)p["sent_text"] ?? (string)p["text"]!, (DateTimeOffset)p["created_at"]!))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await _emulators.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}

/// <summary>A post as the emulated network has it.</summary>
internal sealed record LandedPost(string Id, string AuthorId, string Text, DateTimeOffset At);
