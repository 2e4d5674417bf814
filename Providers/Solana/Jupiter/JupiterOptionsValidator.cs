using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>Refuses settings that cannot work, at start.</summary>
public sealed class JupiterOptionsValidator : IValidateOptions<JupiterOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, JupiterOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        // Plain http would carry the key in the open and let anybody on the way write the quote.
        if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            || address.Query.Length > 0 || address.UserInfo.Length > 0)
        {
            problems.Add("Puppet:Jupiter:BaseUrl must be an https address without query or user, as in https://api.jup.ag; http is allowed for 127.0.0.1 only.");
        }

        if (options.ApiKeyFile.Length > 0 && !File.Exists(options.ApiKeyFile))
        {
            problems.Add("Puppet:Jupiter:ApiKeyFile names a file that does not exist. Create it, or leave the setting out.");
        }

        if (options.ApiKey.Length > 0 && options.ApiKeyFile.Length > 0)
        {
            problems.Add("Puppet:Jupiter has both ApiKey and ApiKeyFile. Leave one of them out.");
        }

        CheckTime(problems, nameof(JupiterOptions.ConnectTimeout), options.ConnectTimeout);
        CheckTime(problems, nameof(JupiterOptions.RequestTimeout), options.RequestTimeout);
        CheckTime(problems, nameof(JupiterOptions.ExecuteTimeout), options.ExecuteTimeout);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckTime(List<string> problems, string setting, TimeSpan value)
    {
        if (value < TimeSpan.FromMilliseconds(100) || value > TimeSpan.FromMinutes(3))
        {
            problems.Add($"Puppet:Jupiter:{setting} must lie between 00:00:00.1 and 00:03:00.");
        }
    }
}
