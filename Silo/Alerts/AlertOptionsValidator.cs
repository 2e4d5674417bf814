using Microsoft.Extensions.Options;

namespace PuppetEngine.Silo.Alerts;

/// <summary>Refuses settings that cannot work, at start.</summary>
public sealed class AlertOptionsValidator : IValidateOptions<AlertOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        if (options.Webhook.Length > 0
            && (!Uri.TryCreate(options.Webhook, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
        {
            // The address itself is not repeated: it may hold a token.
            problems.Add($"{AlertOptions.Section}:{nameof(AlertOptions.Webhook)} must be an https address, as in https://hooks.example.org/puppet; http is allowed for 127.0.0.1 only.");
        }

        if (options.Interval < TimeSpan.FromSeconds(1) || options.Interval > TimeSpan.FromSeconds(20))
        {
            problems.Add($"{AlertOptions.Section}:{nameof(AlertOptions.Interval)} must lie between 00:00:01 and 00:00:20.");
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromSeconds(12))
        {
            problems.Add($"{AlertOptions.Section}:{nameof(AlertOptions.Timeout)} must lie between 00:00:01 and 00:00:12.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
