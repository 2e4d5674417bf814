using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.X;

/// <summary>Refuses settings that cannot work, at start.</summary>
public sealed class XOptionsValidator : IValidateOptions<XOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, XOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        CheckAddress(problems, nameof(XOptions.BaseUrl), options.BaseUrl, "https://api.x.com");
        CheckAddress(problems, nameof(XOptions.AuthorizeUrl), options.AuthorizeUrl, "https://x.com/i/oauth2/authorize");
        if (!Uri.TryCreate(options.RedirectUri, UriKind.Absolute, out var redirect) || !redirect.IsLoopback || redirect.Scheme != Uri.UriSchemeHttp)
        {
            problems.Add("Puppet:X:RedirectUri must be an http address of this machine, as in http://127.0.0.1:8722/callback, and be registered with the app.");
        }

        CheckTime(problems, nameof(XOptions.ConnectTimeout), options.ConnectTimeout);
        CheckTime(problems, nameof(XOptions.ReadTimeout), options.ReadTimeout);
        if (options.StreamSilence < TimeSpan.FromSeconds(20) || options.StreamSilence > TimeSpan.FromMinutes(5))
        {
            problems.Add("Puppet:X:StreamSilence must lie between 00:00:20, the distance of X's keep-alives, and 00:05:00.");
        }

        if (options.BearerTokenFile.Length > 0 && !File.Exists(options.BearerTokenFile))
        {
            problems.Add("Puppet:X:BearerTokenFile names a file that does not exist. Create it, or leave the setting out.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>Plain http carries signatures and texts in the open, so it is for this machine only.</summary>
    private static void CheckAddress(List<string> problems, string setting, string value, string example)
    {
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            || address.Query.Length > 0
            || address.UserInfo.Length > 0)
        {
            problems.Add($"Puppet:X:{setting} must be an https address without query or user, as in {example}; http is allowed for 127.0.0.1 only.");
        }
    }

    private static void CheckTime(List<string> problems, string setting, TimeSpan value)
    {
        if (value < TimeSpan.FromMilliseconds(100) || value > TimeSpan.FromMinutes(2))
        {
            problems.Add($"Puppet:X:{setting} must lie between 00:00:00.1 and 00:02:00.");
        }
    }
}
