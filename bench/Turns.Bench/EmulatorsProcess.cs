using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Emulators;

namespace PuppetEngine.Turns.Bench;

/// <summary>The emulators in a process of their own, without delays and without limits of a tier; they keep everything in memory.</summary>
internal sealed class EmulatorsProcess(Child child) : IAsyncDisposable
{
    private readonly HttpClient _control = new() { BaseAddress = new Uri(child.Ready) };

    /// <summary>Where they listen.</summary>
    internal Uri Address => _control.BaseAddress!;

    /// <summary>Processor time so far.</summary>
    internal TimeSpan Processor => child.Processor;

    internal static async Task<EmulatorsProcess> StartAsync() => new(await Child.StartAsync("emulators"));

    /// <summary>What the child does.</summary>
    internal static async Task<int> RunAsync()
    {
        await using var host = new EmulatorHost(new EmulatorOptions
        {
            Port = 0,
            X = new XEmulatorOptions { Tier = "enterprise", EnforceLimits = false, TimestampSkew = TimeSpan.FromDays(365) },
            Llm = new LlmEmulatorOptions { RetainedRequests = 0 },
        });
        await host.StartAsync();
        Console.WriteLine(host.Address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>When each post landed.</summary>
    internal async Task<List<DateTimeOffset>> PostsAsync()
    {
        var posts = await _control.GetFromJsonAsync<JsonObject>("/control/x/posts");
        return [.. posts!["items"]!.AsArray().Select(p => (DateTimeOffset)p!["created_at"]!)];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        await child.DisposeAsync();
    }
}
