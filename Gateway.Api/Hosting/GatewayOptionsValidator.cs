using Microsoft.Extensions.Options;

namespace PuppetEngine.Gateway.Api.Hosting;

/// <summary>Refuses settings of the gateway that cannot work, and says how to mend them.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var failures = new List<string>();
        if (!Uri.TryCreate(options.Url.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            failures.Add($"{GatewayOptions.Section}:Url is '{options.Url}'. Give an address to listen on, as in http://127.0.0.1:8080.");
        }

        foreach (var host in options.AllowedHosts.Where(host => host != "*" && Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown))
        {
            failures.Add($"{GatewayOptions.Section}:AllowedHosts has '{host}'. Give host names without scheme and port, as in puppet.example.org, or * for any.");
        }

        foreach (var origin in options.CorsOrigins.Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin))
        {
            failures.Add($"{GatewayOptions.Section}:CorsOrigins has '{origin}'. Give origins without a path, as in https://ops.example.org.");
        }

        Between(failures, nameof(options.MaxBodyBytes), options.MaxBodyBytes, 1024, 64 * 1024 * 1024);
        Between(failures, nameof(options.RequestsPerMinute), options.RequestsPerMinute, 1, 1_000_000);
        Between(failures, nameof(options.RequestBurst), options.RequestBurst, 1, 100_000);
        Between(failures, nameof(options.SubscriberBuffer), options.SubscriberBuffer, 1, 10_000);
        Between(failures, nameof(options.MaxSubscribers), options.MaxSubscribers, 1, 10_000);
        Between(failures, nameof(options.KeyCacheTime), options.KeyCacheTime, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Between(failures, nameof(options.SessionTime), options.SessionTime, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        Between(failures, nameof(options.FeedInterval), options.FeedInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(30));
        Between(failures, nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        foreach (var silo in options.Silos.Where(silo => !Uri.TryCreate("tcp://" + silo, UriKind.Absolute, out var uri) || uri.Port <= 0))
        {
            failures.Add($"{GatewayOptions.Section}:Silos has '{silo}'. Give host and port of a silo's gateway port, as in silo-0:30000.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Between<T>(List<string> failures, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            failures.Add(FormattableString.Invariant($"{GatewayOptions.Section}:{setting} is {value}. Set it to {least} at least and {most} at most."));
        }
    }
}
