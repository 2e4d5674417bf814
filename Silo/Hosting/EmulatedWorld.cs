using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
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
    public static async Task<EmulatedWorld> EnterAsync(WorldOptions worlds, EmulatorSettings settings, string dataDirectory, TimeProvider time, ILoggerFactory logs, CancellationToken token)
    {
        if (worlds is { X: WorldOptions.Live, Llm: WorldOptions.Live, Solana: WorldOptions.Live })
        {
            return new EmulatedWorld(null, "", null);
        }

        if (settings.External)
        {
            return new EmulatedWorld(settings.BaseUrl, await AskAsync(settings.BaseUrl, token), null);
        }

        var host = await StartAsync(settings, dataDirectory, time, logs, token);
        return new EmulatedWorld(host.Address, host.Id, host);
    }

    /// <summary>Starts emulators in this process.</summary>
    /// <exception cref="StartupException">The port is in use, or their part of the data directory cannot be written.</exception>
    public static async Task<EmulatorHost> StartAsync(EmulatorSettings settings, string dataDirectory, TimeProvider time, ILoggerFactory logs, CancellationToken token)
    {
        var directory = Path.Combine(dataDirectory, "emulators");
        var host = new EmulatorHost(new EmulatorOptions { Port = settings.BaseUrl.Port, DataDirectory = directory }, time, logs);
        try
        {
            await host.StartAsync(token);
            return host;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            await EndAsync(host);
            throw e.InnerException is AddressInUseException
                ? new StartupException($"The emulators cannot listen at {settings.BaseUrl}: the port is in use. Stop what listens there, or set Puppet__Emulators__BaseUrl to another port.", e)
                : new StartupException($"The emulators cannot keep what they hold in '{directory}': {e.Message.TrimEnd('.')}. Let this user write there and free some space, or name another directory with --data DIR.", e);
        }
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

    /// <summary>Ends emulators that did not start; what they could not open they cannot close either, and the reason is told already.</summary>
    private static async Task EndAsync(EmulatorHost host)
    {
        try
        {
            await host.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return;
        }
    }

    private static async Task<string> AskAsync(Uri address, CancellationToken token)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        try
        {
            var control = await http.GetFromJsonAsync<JsonObject>(new Uri(address, "/control"), token);
            return (string?)control?["id"] ?? throw new StartupException($"{address} answers, but not as emulators do. Start them with: ./puppet emulators", null);
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException || (e is TaskCanceledException && !token.IsCancellationRequested))
        {
            throw new StartupException($"No emulators answer at {address}. Start them with: ./puppet emulators", e);
        }
    }
}
