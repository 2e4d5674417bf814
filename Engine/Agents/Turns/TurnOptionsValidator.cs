using Microsoft.Extensions.Options;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>Refuses settings under which an effect could happen twice or never.</summary>
public sealed class TurnOptionsValidator : IValidateOptions<TurnOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TurnOptions options)
    {
        var failures = new List<string>();
        if (options.ActDeadline <= TimeSpan.Zero || options.ActDeadline >= options.AttemptLength)
        {
            failures.Add("Puppet:Turns:ActDeadline must be above zero and below Puppet:Turns:AttemptLength: a call has to be cut off before its attempt is closed. The defaults are 00:00:20 and 00:00:30.");
        }

        if (options.Grace < TimeSpan.FromSeconds(60))
        {
            failures.Add("Puppet:Turns:Grace must be at least 00:01:00: a post may still land, and a timeline may lag, that long after an attempt.");
        }

        if (options.AbsenceSpacing < TimeSpan.FromSeconds(30))
        {
            failures.Add("Puppet:Turns:AbsenceSpacing must be at least 00:00:30: one look at a lagging timeline proves nothing.");
        }

        if (options.MaxAttempts < 1 || options.MaxComposings < 1 || options.MaxDrafts < 1 || options.MaxOpenEffects < 1 || options.MaxConcurrentTurns < 1)
        {
            failures.Add("Puppet:Turns:MaxAttempts, MaxComposings, MaxDrafts, MaxOpenEffects and MaxConcurrentTurns must be at least 1.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
