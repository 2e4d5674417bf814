using System.Globalization;
using System.Text.Json.Nodes;
using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Crash.Harness;

/// <summary>What the tests with real processes share: a place, how agents are made, and how the product is started.</summary>
internal sealed class Place : IDisposable
{
    /// <summary>How long a start or an answer may hang: no outcome depends on the machine's speed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Key = "test-admin-key-0123456789abcdef";
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("puppet-program-");

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(_directory.FullName, name);

    /// <summary>Makes an agent.</summary>
    public static async Task DefineAsync(Gateway gateway, string id, double minHours, double maxHours, string? account = null, string? publish = null)
    {
        var definition = new JsonObject
        {
            ["id"] = id,
            ["name"] = id,
            ["description"] = $"A {id} who watches the harbour.",
            ["personality"] = new JsonObject { ["interests"] = new JsonArray("tides", "ropes", "gulls", id) },
            ["behavior"] = new JsonObject { ["post_frequency"] = new JsonObject { ["min_hours_between_posts"] = minHours, ["max_hours_between_posts"] = maxHours } },
        };
        foreach (var (name, value) in new[] { ("account", account), ("publish", publish) })
        {
            if (value is not null)
            {
                definition[name] = value;
            }
        }

        await gateway.PostAsync("/v1/agents", definition);
    }

    /// <summary>Starts the product on this place's data, pointed at emulators that run already.</summary>
    public ProgramRun Start(Uri emulators, params (string Name, string Value)[] settings)
    {
        var variables = new Dictionary<string, string>
        {
            ["PUPPET_DATA_DIR"] = this["data"],
            ["PUPPET_API_KEY"] = Key,
            ["Puppet__Emulators__BaseUrl"] = emulators.ToString(),
            ["Puppet__Gateway__Url"] = "http://127.0.0.1:0",
            ["Puppet__Cluster__SiloPort"] = Port(),
            ["Puppet__Cluster__GatewayPort"] = Port(),

            // These tests look again and again: a fast machine asked more often than a key may in a minute.
            ["Puppet__Gateway__RequestsPerMinute"] = "100000",
            ["Puppet__Gateway__RequestBurst"] = "10000",
        };
        foreach (var (name, value) in settings)
        {
            variables[name] = value;
        }

        // No files: the agents of these tests are made through the API.
        Directory.CreateDirectory(this["agents"]);
        return ProgramRun.Start(["up", "--external-emulators", "--agents", this["agents"]], variables);
    }

    /// <summary>Waits until a started product is ready, and opens its API.</summary>
    /// <param name="run">The product.</param>
    /// <param name="key">Reads its key when it is ready; left out, the one it was started with.</param>
    public static async Task<Gateway> OpenAsync(ProgramRun run, Func<string>? key = null)
    {
        var address = await run.WaitForAsync(@"(http://127\.0\.0\.1:\d+)/login[\s\S]*Ready after", Patience);
        return new Gateway(new Uri(address), key?.Invoke() ?? Key);
    }

    /// <summary>A port that nobody has. Orleans' silos name theirs to each other, so that 0 is none.</summary>
    private static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
