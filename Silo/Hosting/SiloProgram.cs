using System.Diagnostics;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Sqlite;
using PuppetEngine.ServiceDefaults.Logging;

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
        var log = new StartLog();
        using var stop = StopSignal.Listen();
        try
        {
            var words = CommandLine.Normalize(args);
            var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = words, ContentRootPath = AppContext.BaseDirectory });
            log.Filter(builder.Logging, builder.Configuration);
            using var logs = LoggerFactory.Create(l => log.Filter(l.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole(), builder.Configuration));
            var settings = StartupSettings.Read(builder.Configuration);
            ListenCheck.Check(builder.Configuration);
            using var data = DataDirectory.Take(settings.DataDirectory, TimeProvider.System);
            SqliteFileCheck.Check(Path.Combine(data.Path, "grains.db"));
            await using var world = await EmulatedWorld.EnterAsync(settings.Worlds, settings.Emulators, data.Path, TimeProvider.System, logs, stop.Token);
            builder.AddPuppet(settings, world, data);

            var recorder = new BindingRecorder();
            builder.Configuration.Sources.Add(recorder);
            await using var app = builder.Build();
            app.Services.GetRequiredService<UnknownSettings>().Check(words, app.Configuration, builder.Services, app.Services, recorder);
            app.MapPuppet();
            await app.StartAsync(stop.Token);
            log.Started();
            await app.Services.GetRequiredService<StartupReport>().PrintAsync(Stopwatch.GetElapsedTime(started));
            await stop.WaitAsync(app.Lifetime.ApplicationStopping);
            await StopAsync(app);
            return 0;
        }
        catch (Exception e) when (stop.Token.IsCancellationRequested && !StartFailure.HasWords(e))
        {
            // Whatever a start says that is broken off half-way is no failure of it. Nothing acts before it is ready.
            Console.WriteLine("Stopped before it was ready.");
            return 0;
        }
        catch (Exception e)
        {
            return await StartFailure.TellAsync(e);
        }
    }

    private static async Task StopAsync(WebApplication app)
    {
        Console.WriteLine("Stopping …");
        using var limit = new CancellationTokenSource(StopLimit, TimeProvider.System);
        try
        {
            await app.StopAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Console.WriteLine($"What still ran after {StopLimit.TotalSeconds:0} seconds was cut off; the next start goes on from what is stored.");
        }
    }
}
