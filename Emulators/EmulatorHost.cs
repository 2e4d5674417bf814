using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X;

namespace PuppetEngine.Emulators;

/// <summary>
/// The emulators in a web server of their own on 127.0.0.1, for the default process, for <c>puppet emulators</c> and for tests.
/// One start per instance; to start again on the same directory, make another.
/// </summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private Uri? _address;
    private bool _stopped;

    /// <param name="options">Settings; copied by reference and not to be changed after the start.</param>
    /// <param name="time">The clock of windows, lags, delays and ids. Default: the system's.</param>
    /// <param name="loggerFactory">Where the emulators log. Default: nowhere.</param>
    /// <exception cref="OptionsValidationException">A setting makes no sense; the message says how to mend it.</exception>
    public EmulatorHost(EmulatorOptions options, TimeProvider? time = null, ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (new EmulatorOptionsValidator().Validate(null, options) is { Failed: true, Failures: var failures })
        {
            throw new OptionsValidationException(nameof(EmulatorOptions), typeof(EmulatorOptions), failures);
        }

        // An empty builder reads no configuration and no environment: nothing that is set for the product reaches the emulators' server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(EmulatorHost).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, options.Port);
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddRoutingCore();
        if (loggerFactory is not null)
        {
            builder.Services.AddSingleton(loggerFactory);
        }

        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        builder.Services.AddEmulators();
        _app = builder.Build();
    }

    /// <summary>Where the emulators listen, with the port that was taken. Known after the start.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("The emulators have not been started; call StartAsync first.");

    /// <summary>The emulated world's id: kept with the data directory, fresh without one. Known after the start.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Reads the log, if there is one, and listens.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="InvalidOperationException">Another process writes to the data directory.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        Id = _app.Services.GetRequiredService<XWorld>().Id;
        _app.UseRouting();
        _app.MapEmulators();
        await _app.StartAsync(cancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        _address = new Uri(addresses!.Addresses.First());
    }

    /// <summary>Stops listening and lets requests under way end; what was promised for later does not happen. Repeating it does nothing.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (!_stopped)
        {
            _stopped = true;
            _app.Services.GetRequiredService<EmulatorLifetime>().Stop();
            await _app.StopAsync(cancellationToken);
            CloseLogs();
        }
    }

    /// <summary>
    /// Ends as a killed process would: no further line reaches the log, connections break off, nothing is awaited politely.
    /// </summary>
    public async Task KillAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            CloseLogs();
            _app.Services.GetRequiredService<EmulatorLifetime>().Stop();
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await _app.StopAsync(now.Token);
        }
    }

    private void CloseLogs()
    {
        _app.Services.GetRequiredService<EmulatorLifetime>().Mark();
        _app.Services.GetRequiredService<EmulatorLog>().Dispose();
        _app.Services.GetRequiredService<AppendLog<ChainLogEntry>>().Dispose();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
    }
}
