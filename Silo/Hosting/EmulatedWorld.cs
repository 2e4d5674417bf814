using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Emulators;
using PuppetEngine.Engine.Access;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// The emulators that this process uses: its own, started with it, or others that run already. None where every vendor is live.
/// </summary>
internal sealed class EmulatedWorld : IAsyncDisposable
{
    private readonly EmulatorHost? _host;

    private EmulatedWorld(Uri? address, string id, EmulatorHost? host) => (Address, Id, _host) = (address, id, host);

    /// <summary>Where they listen; null where none is used.</summary>
    public Uri? Address { get; }

    /// <summary>The emulated world's id.</summary>
    public string Id { get; }

    /// <summary>Starts them, or finds those that run.</summary>
    /// <exception cref="StartupException">The port is in use, or no emulators answer at the address.</exception>
    public static async Task<EmulatedWorld> EnterAsync(WorldOptions worlds, EmulatorSettings settings, string dataDirectory, TimeProvider time, ILoggerFactory logs)
    {
        if (worlds is { X: WorldOptions.Live, Llm: WorldOptions.Live })
        {
            return new EmulatedWorld(null, "", null);
        }

        if (settings.External)
        {
            return new EmulatedWorld(settings.BaseUrl, await AskAsync(settings.BaseUrl), null);
        }

        var host = new EmulatorHost(new EmulatorOptions { Port = settings.BaseUrl.Port, DataDirectory = Path.Combine(dataDirectory, "emulators") }, time, logs);
        try
        {
            await host.StartAsync();
        }
        catch (IOException e)
        {
            await host.DisposeAsync();
            throw new StartupException($"The emulators cannot listen at {settings.BaseUrl}: {e.Message} Stop what listens there, or set Puppet__Emulators__BaseUrl to another port.", e);
        }

        return new EmulatedWorld(host.Address, host.Id, host);
    }

    /// <summary>The worlds that effects are made for.</summary>
    public Worlds Worlds(WorldOptions options)
    {
        var emulated = new World($"emulated-{Id.Replace("emulator-", "", StringComparison.Ordinal)}", IsLive: false);
        var live = new World("live", IsLive: true);
        World Of(string world) => world == WorldOptions.Live ? live : emulated;
        return new Worlds(Of(options.X), Of(options.Llm), Of(options.Solana));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private static async Task<string> AskAsync(Uri address)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            var control = await http.GetFromJsonAsync<JsonObject>(new Uri(address, "/control"));
            return (string?)control?["id"] ?? throw new StartupException($"{address} answers, but not as emulators do. Start them with: ./puppet emulators", null);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            throw new StartupException($"No emulators answer at {address}. Start them with: ./puppet emulators", e);
        }
    }
}
