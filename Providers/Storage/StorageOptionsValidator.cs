using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace PuppetEngine.Providers.Storage;

/// <summary>Refuses storage settings that cannot work, before anything is opened.</summary>
public sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new List<string>();
        if (!options.IsPostgres && !string.Equals(options.Provider, "sqlite", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add($"{StorageOptions.Section}:Provider is '{options.Provider}'. Set it to 'sqlite' or 'postgres'.");
        }

        if (options.IsPostgres && !IsConnectionString(options.ConnectionString))
        {
            failures.Add($"{StorageOptions.Section}:ConnectionString is {(options.ConnectionString.Length == 0 ? "empty" : "not readable")}. Set it as in 'Host=db;Database=puppet;Username=puppet;Password=...'.");
        }

        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            failures.Add($"{StorageOptions.Section}:DataDirectory is empty. Set PUPPET_DATA_DIR to a directory, or remove the setting for 'data'.");
        }

        if (options.HeadsInterval < TimeSpan.FromSeconds(1) || options.HeadsInterval > TimeSpan.FromHours(1))
        {
            failures.Add($"{StorageOptions.Section}:HeadsInterval is {options.HeadsInterval}. Set it between 00:00:01 and 01:00:00.");
        }

        if (options.DeploymentId.Length > 0 && !DeploymentId().IsMatch(options.DeploymentId))
        {
            failures.Add($"Puppet:Deployment:Id is '{options.DeploymentId}'. Use 1 to 64 letters, digits, dots, dashes or underscores.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (ArgumentException)
        {
            // Its message may quote the password; the failure above says what to do instead.
            return false;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex DeploymentId();
}
