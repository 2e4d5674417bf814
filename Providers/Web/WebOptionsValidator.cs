using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.Web;

/// <summary>Says how to mend <see cref="WebOptions"/>.</summary>
internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        List<string> failures = [];
        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(5))
        {
            failures.Add($"{WebOptions.Section}:Timeout must be 00:00:01 to 00:05:00.");
        }

        if (options.MaxBytes is < 1024 or > 64 * 1024 * 1024)
        {
            failures.Add($"{WebOptions.Section}:MaxBytes must be 1024 to 67108864.");
        }

        if (options.MaxRedirects is < 0 or > 10)
        {
            failures.Add($"{WebOptions.Section}:MaxRedirects must be 0 to 10.");
        }

        failures.AddRange(options.AllowedInside
            .Where(entry => !Uri.TryCreate($"http://{entry}", UriKind.Absolute, out var uri) || uri.PathAndQuery != "/" || !entry.Contains(':', StringComparison.Ordinal))
            .Select(entry => $"{WebOptions.Section}:AllowedInside has '{entry}'; an entry is host:port, as in feeds.example.internal:8000."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
