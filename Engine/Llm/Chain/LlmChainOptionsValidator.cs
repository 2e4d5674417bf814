using Microsoft.Extensions.Options;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>Refuses waits and counts that make no sense.</summary>
public sealed class LlmChainOptionsValidator : IValidateOptions<LlmChainOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LlmChainOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new List<string>();
        if (options.CircuitFailures < 1)
        {
            failures.Add($"Puppet:Llm:Chain:CircuitFailures is {options.CircuitFailures}; set it to 1 or more (default 5).");
        }

        foreach (var (setting, value, most) in ((string, TimeSpan, TimeSpan)[])
            [
                (nameof(options.ShortWait), options.ShortWait, TimeSpan.FromMinutes(1)),
                (nameof(options.ServerWait), options.ServerWait, TimeSpan.FromMinutes(1)),
                (nameof(options.CircuitPause), options.CircuitPause, TimeSpan.FromDays(1)),
                (nameof(options.RateLimitPause), options.RateLimitPause, TimeSpan.FromDays(1)),
                (nameof(options.QuotaPause), options.QuotaPause, TimeSpan.FromDays(1)),
                (nameof(options.AuthPause), options.AuthPause, TimeSpan.FromDays(1)),
                (nameof(options.ReservationGrace), options.ReservationGrace, TimeSpan.FromHours(1)),
            ])
        {
            if (value < TimeSpan.Zero || value > most)
            {
                failures.Add($"Puppet:Llm:Chain:{setting} is {value}; set it between 00:00:00 and {most}.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
