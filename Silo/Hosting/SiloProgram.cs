using System.Diagnostics;
using Microsoft.Extensions.Options;
using PuppetEngine.Providers.Storage;

namespace PuppetEngine.Silo.Hosting;

/// <summary><c>puppet up</c>: takes the data, enters the worlds, starts the silo with its gateway, says what it is, and stops on Ctrl-C.</summary>
internal static class SiloProgram
{
    /// <summary>How long a stop may take before what still runs is cut off; the turn's own commits make that safe.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(4);

    /// <summary>Runs until told to stop: 0 when stopped, 1 when it cannot start, 64 for wrong words.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = CommandLine.Normalize(args), ContentRootPath = AppContext.BaseDirectory });
            using var logs = LoggerFactory.Create(l => l.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
            var settings = StartupSettings.Read(builder.Configuration);
            using var data = DataDirectory.Take(settings.DataDirectory, TimeProvider.System);
            await using var world = await EmulatedWorld.EnterAsync(settings.Worlds, settings.Emulators, data.Path, TimeProvider.System, logs);
            builder.AddPuppet(settings, world, data);

            await using var app = builder.Build();
            app.MapPuppet();
            await app.StartAsync();
            await app.Services.GetRequiredService<StartupReport>().PrintAsync(Stopwatch.GetElapsedTime(started));
            await StopSignal.WaitAsync();
            Console.WriteLine("Stopping …");
            using var limit = new CancellationTokenSource(StopLimit, TimeProvider.System);
            await app.StopAsync(limit.Token);
            return 0;
        }
        catch (Exception e) when (e is StartupException or StorageException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"puppet: {e.Message}");
            return 1;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"puppet: {e.Message} Stop what listens there, or choose another with --port N.");
            return 1;
        }
    }
}
