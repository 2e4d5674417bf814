using Microsoft.Extensions.Options;

namespace PuppetEngine.Silo.Hosting;

/// <summary>What must be known before anything is composed.</summary>
internal sealed record StartupSettings(WorldOptions Worlds, EmulatorSettings Emulators, string DataDirectory)
{
    /// <summary>Reads and checks it.</summary>
    /// <exception cref="OptionsValidationException">A world is neither emulated nor live.</exception>
    public static StartupSettings Read(IConfiguration configuration)
    {
        var worlds = configuration.GetSection("Puppet:World").Get<WorldOptions>() ?? new WorldOptions();
        var checkedWorlds = new WorldOptionsValidator().Validate(null, worlds);
        if (checkedWorlds.Failed)
        {
            throw new OptionsValidationException(nameof(WorldOptions), typeof(WorldOptions), checkedWorlds.Failures);
        }

        return new StartupSettings(
            worlds,
            configuration.GetSection("Puppet:Emulators").Get<EmulatorSettings>() ?? new EmulatorSettings(),
            configuration["Puppet:Storage:DataDirectory"] ?? configuration["PUPPET_DATA_DIR"] ?? "data");
    }
}
