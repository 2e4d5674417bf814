using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace PuppetEngine.ServiceDefaults.Logging;

/// <summary>The log levels of a program of the product that brings no settings file: its own lines, and of what it stands on the warnings.</summary>
public static class LogDefaults
{
    /// <summary>Puts them below every other setting; may be called twice.</summary>
    public static void Add(IConfigurationBuilder configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:Orleans"] = "Warning",
                ["Logging:LogLevel:System"] = "Warning",
            },
        });
    }
}
