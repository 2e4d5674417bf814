using System.Text.Json;
using PuppetEngine.Emulators;
using PuppetEngine.Tests.TestKit.Processes;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Silo.Fixtures;

/// <summary>
/// What one start of the product stands on: a data directory, an agents folder, and emulators that outlive the process. The emulators run
/// in the test's own process, so that a test can ask what really arrived there.
/// </summary>
internal sealed class House : IAsyncDisposable
{
    private readonly List<ProgramProcess> _started = [];

    private House(string root, EmulatorHost emulators) => (Root, Emulators) = (root, emulators);

    /// <summary>Everything of this house on disk.</summary>
    public string Root { get; }

    /// <summary>The data directory.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The agents folder.</summary>
    public string Agents => Path.Combine(Root, "agents");

    /// <summary>The emulated X and models.</summary>
    public EmulatorHost Emulators { get; }

    /// <summary>Questions to the emulators.</summary>
    public HttpClient Control { get; } = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = Eventually.Patience };

    /// <summary>A house with the agents wren and fox, who post only when asked.</summary>
    public static async Task<House> OpenAsync()
    {
        var root = Directory.CreateTempSubdirectory("puppet-silo-").FullName;
        // Real time runs here: nobody waits thirteen seconds for what is final.
        var emulators = new EmulatorHost(new EmulatorOptions { Port = 0, Solana = { FinalizationSlots = 4 } }, TimeProvider.System);
        await emulators.StartAsync();
        var house = new House(root, emulators);
        Directory.CreateDirectory(house.Agents);
        house.Write("wren.json", Samples.Agent("wren"));
        house.Write("fox.json", Samples.Agent("fox"));
        return house;
    }

    /// <summary>Writes a file into the agents folder.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Agents, name), text);

    /// <summary>Starts the product here and waits until it is ready.</summary>
    public async Task<RunningSilo> UpAsync(IReadOnlyDictionary<string, string>? environment = null, params string[] more)
    {
        var process = Start(environment, more);
        await process.LineAsync("Ready after");
        return RunningSilo.Of(process, File.Exists(Path.Combine(Data, "api-key")) ? (await File.ReadAllTextAsync(Path.Combine(Data, "api-key"))).Trim() : "");
    }

    /// <summary>Starts the product here, whatever becomes of it.</summary>
    public ProgramProcess Start(IReadOnlyDictionary<string, string>? environment = null, params string[] more) => Start([], environment, more);

    /// <summary>Starts it by another program, as in <c>prlimit</c>.</summary>
    public ProgramProcess Start(string[] before, IReadOnlyDictionary<string, string>? environment = null, params string[] more)
    {
        // A later word wins over an earlier one. Mentions are read where a test asks for it: calls at intervals would be in everybody's counts.
        string[] words = ["up", "--data", Data, "--agents", Agents, "--port", "0", $"--Puppet:Cluster:SiloPort={FreePort.Next()}", $"--Puppet:Cluster:GatewayPort={FreePort.Next()}", "--external-emulators", "--Puppet:Social:ReadMentions=false", "--Puppet:Gateway:RequestsPerMinute=100000", "--Puppet:Gateway:RequestBurst=10000", $"--Puppet:Emulators:BaseUrl={Emulators.Address}", .. more];
        var process = ProgramProcess.Start("Silo", words, environment, before);
        _started.Add(process);
        return process;
    }

    /// <summary>All posts that arrived at the emulated X.</summary>
    public async Task<List<JsonElement>> LandedAsync() =>
        [.. JsonElement.Parse(await Control.GetStringAsync(new Uri(Emulators.Address, "/control/x/posts?limit=1000"))).GetProperty("items").EnumerateArray()];

    /// <summary>How often something was counted at the emulators, by group and name.</summary>
    public async Task<long> CountAsync(string group, string name) =>
        JsonElement.Parse(await Control.GetStringAsync(new Uri(Emulators.Address, "/control/counters"))).TryGetProperty(group, out var counts) && counts.TryGetProperty(name, out var count) ? count.GetInt64() : 0;

    /// <summary>How many streams of X are open.</summary>
    public async Task<int> StreamsAsync() =>
        JsonElement.Parse(await Control.GetStringAsync(new Uri(Emulators.Address, "/control/x/stream"))).GetProperty("connections").GetArrayLength();

    /// <summary>Sends something to the emulators' control API.</summary>
    public async Task ControlAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
        using var response = await Control.PostAsync(new Uri(Emulators.Address, path), content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in _started)
        {
            await process.DisposeAsync();
        }

        Control.Dispose();
        await Emulators.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
