using PuppetEngine.Emulators;

namespace PuppetEngine.Silo.Hosting;

/// <summary><c>puppet emulators</c>: the emulators alone, until Ctrl-C.</summary>
internal static class EmulatorsProgram
{
    /// <summary>Runs them; 0 when stopped, 1 when they cannot start.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(CommandLine.Normalize(args)).Build();
        var settings = configuration.GetSection("Puppet:Emulators").Get<EmulatorSettings>() ?? new EmulatorSettings();
        var data = configuration["PUPPET_DATA_DIR"] ?? configuration["Puppet:Storage:DataDirectory"] ?? "data";
        using var logs = LoggerFactory.Create(l => l.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        await using var host = new EmulatorHost(new EmulatorOptions { Port = settings.BaseUrl.Port, DataDirectory = Path.Combine(data, "emulators") }, TimeProvider.System, logs);
        try
        {
            await host.StartAsync();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"puppet: the emulators cannot start at {settings.BaseUrl}: {e.Message} Stop what uses the port or the directory {data}, or choose others with --Puppet:Emulators:BaseUrl and PUPPET_DATA_DIR.");
            return 1;
        }

        Console.WriteLine($"Emulators {host.Id} at {host.Address}: /x /llm /control. Point the product at them with: ./puppet up --external-emulators. Ctrl-C stops.");
        await StopSignal.WaitAsync();
        return 0;
    }
}
