using PuppetEngine.ServiceDefaults.Logging;

namespace PuppetEngine.Silo.Hosting;

/// <summary><c>puppet emulators</c>: the emulators alone, until Ctrl-C.</summary>
internal static class EmulatorsProgram
{
    /// <summary>Runs them; 0 when stopped, 1 when they cannot start, 64 for wrong words.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = StopSignal.Listen();
        try
        {
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(CommandLine.Normalize(args)).Build();
            var settings = configuration.GetSection("Puppet:Emulators").Get<EmulatorSettings>() ?? new EmulatorSettings();
            var data = configuration["Puppet:Storage:DataDirectory"] ?? configuration["PUPPET_DATA_DIR"] ?? "data";
            using var logs = LoggerFactory.Create(l => new StartLog().Filter(l.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning), configuration));
            await using var host = await EmulatedWorld.StartAsync(settings, data, TimeProvider.System, logs, stop.Token);
            Console.WriteLine($"Emulators {host.Id} at {host.Address}: /x /llm /control. Point the product at them with: ./puppet up --external-emulators. Ctrl-C stops.");
            await stop.WaitAsync();
            return 0;
        }
        catch (Exception e) when (stop.Token.IsCancellationRequested && !StartFailure.HasWords(e))
        {
            Console.WriteLine("Stopped before they were ready.");
            return 0;
        }
        catch (Exception e)
        {
            return await StartFailure.TellAsync(e);
        }
    }
}
