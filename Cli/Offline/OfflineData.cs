using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Providers.Storage;
using PuppetEngine.Providers.Storage.Access;

namespace PuppetEngine.Cli.Offline;

/// <summary>The tables themselves, for the commands that must work while no gateway answers.</summary>
internal static class OfflineData
{
    /// <summary>Sets or clears the kill switch's row, also beside a running silo: it looks at the row before it acts.</summary>
    public static async Task<KillSwitchResource> SetKillSwitchAsync(Func<string, string?> variable, KillSwitchRequest request, CancellationToken cancellationToken)
    {
        var configuration = Configuration(variable);
        var options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        options.DataDirectory = configuration["PUPPET_DATA_DIR"]!;
        try
        {
            var reason = string.IsNullOrWhiteSpace(request.Reason) ? "by puppet stop" : request.Reason;
            var state = await StandaloneKillSwitch.SetAsync(options, request.Target, request.Stopped, reason, TimeProvider.System, cancellationToken);
            return new KillSwitchResource(state.Epoch, state.All, state.Tags, state.Agents, state.Reason, state.ChangedAt);
        }
        catch (ArgumentException error)
        {
            throw new CliException(error.Message, ExitCodes.Usage);
        }
        catch (StorageException error)
        {
            throw new CliException($"No gateway answers, and the database cannot be used either. {error.Message}");
        }
    }

    /// <summary>Opens the tables that the configuration names, uses them, and closes them.</summary>
    /// <exception cref="CliException">They are not there, in use, or cannot be opened.</exception>
    public static async Task<T> WithAsync<T>(Func<string, string?> variable, Func<IServiceProvider, Task<T>> use, Action<IServiceCollection, IConfiguration>? add = null)
    {
        var configuration = Configuration(variable);
        var sqlite = !string.Equals(configuration[$"{StorageOptions.Section}:Provider"], "postgres", StringComparison.OrdinalIgnoreCase);
        var directory = configuration["PUPPET_DATA_DIR"]!;
        if (sqlite && !File.Exists(Path.Combine(directory, "puppet.db")))
        {
            throw new CliException($"No gateway answers, and there is no database in '{directory}'. Set PUPPET_URL or PUPPET_DATA_DIR, or start the engine by: ./puppet up");
        }

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        services.AddPuppetStorage(configuration);
        add?.Invoke(services, configuration);
        await using var provider = services.BuildServiceProvider();
        try
        {
            return await use(provider);
        }
        catch (Exception error) when (error is StorageException or OptionsValidationException)
        {
            throw new CliException(error.Message);
        }
    }

    private static IConfigurationRoot Configuration(Func<string, string?> variable)
    {
        var builder = new ConfigurationBuilder();
        foreach (var name in (string[])["appsettings.json", $"appsettings.{variable("ASPNETCORE_ENVIRONMENT") ?? "Production"}.json"])
        {
            builder.AddJsonFile(Path.GetFullPath(name), optional: true);
        }

        builder.AddEnvironmentVariables();
        builder.AddInMemoryCollection(new Dictionary<string, string?> { ["PUPPET_DATA_DIR"] = GatewayAddress.DataDirectory(variable) });
        return builder.Build();
    }
}
