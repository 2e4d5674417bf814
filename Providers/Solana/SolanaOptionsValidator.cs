using Microsoft.Extensions.Options;

namespace PuppetEngine.Providers.Solana;

/// <summary>Refuses settings that cannot work, at start.</summary>
public sealed class SolanaOptionsValidator : IValidateOptions<SolanaOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, SolanaOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        for (var i = 0; i < options.Endpoints.Count; i++)
        {
            if (!IsAddress(options.Endpoints[i], Uri.UriSchemeHttps, Uri.UriSchemeHttp))
            {
                problems.Add($"Puppet:Solana:Endpoints:{i} must be an https address, as in https://api.mainnet-beta.solana.com; http is allowed for 127.0.0.1 only.");
            }
        }

        if (options.Endpoints.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Endpoints.Count)
        {
            problems.Add("Puppet:Solana:Endpoints names the same endpoint twice; a second opinion must come from another. Take one of them out.");
        }

        if (options.SocketUrl.Length > 0 && !IsAddress(options.SocketUrl, "wss", "ws"))
        {
            problems.Add("Puppet:Solana:SocketUrl must be a wss address, as in wss://api.mainnet-beta.solana.com; ws is allowed for 127.0.0.1 only.");
        }

        CheckTime(problems, nameof(SolanaOptions.ConnectTimeout), options.ConnectTimeout);
        CheckTime(problems, nameof(SolanaOptions.RequestTimeout), options.RequestTimeout);
        CheckTime(problems, nameof(SolanaOptions.PollInterval), options.PollInterval);
        if (options.RetryDelay < TimeSpan.FromMilliseconds(1) || options.RetryDelay > TimeSpan.FromSeconds(30))
        {
            problems.Add("Puppet:Solana:RetryDelay must lie between 00:00:00.001 and 00:00:30.");
        }

        CheckCount(problems, nameof(SolanaOptions.MaxAttempts), options.MaxAttempts, 20);
        CheckCount(problems, nameof(SolanaOptions.MaxBatch), options.MaxBatch, 1000);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    /// <summary>Plain http would let anybody on the way lie about balances, so it is for this machine only.</summary>
    private static bool IsAddress(string value, string secure, string plain) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && (address.Scheme == secure || (address.Scheme == plain && address.IsLoopback)) && address.UserInfo.Length == 0;

    private static void CheckTime(List<string> problems, string setting, TimeSpan value)
    {
        if (value < TimeSpan.FromMilliseconds(10) || value > TimeSpan.FromMinutes(2))
        {
            problems.Add($"Puppet:Solana:{setting} must lie between 00:00:00.01 and 00:02:00.");
        }
    }

    private static void CheckCount(List<string> problems, string setting, int value, int most)
    {
        if (value < 1 || value > most)
        {
            problems.Add($"Puppet:Solana:{setting} must lie between 1 and {most}.");
        }
    }
}
