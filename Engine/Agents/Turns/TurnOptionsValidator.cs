using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Access;

namespace PuppetEngine.Engine.Agents.Turns;

/// <summary>
/// Refuses settings under which an effect could happen twice or never. How long a post may still land, and a timeline lag, is X's own in
/// the live world; the emulated X does it only where a test told it to, and a test may then wait shorter.
/// </summary>
public sealed class TurnOptionsValidator(Worlds worlds) : IValidateOptions<TurnOptions>
{
    private static readonly TimeSpan LeastEmulated = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeastLiveGrace = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LeastLiveSpacing = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TurnOptions options)
    {
        var failures = new List<string>();
        if (options.ActDeadline <= TimeSpan.Zero || options.ActDeadline >= options.AttemptLength)
        {
            failures.Add("Puppet:Turns:ActDeadline must be above zero and below Puppet:Turns:AttemptLength: a call has to be cut off before its attempt is closed. The defaults are 00:00:20 and 00:00:30.");
        }

        var grace = worlds.X.IsLive ? LeastLiveGrace : LeastEmulated;
        if (options.Grace < grace)
        {
            failures.Add($"Puppet:Turns:Grace must be at least {grace:c} in the world '{worlds.X.Id}': a post may still land, and a timeline may lag, that long after an attempt. The default is 00:01:00.");
        }

        var spacing = worlds.X.IsLive ? LeastLiveSpacing : LeastEmulated;
        if (options.AbsenceSpacing < spacing)
        {
            failures.Add($"Puppet:Turns:AbsenceSpacing must be at least {spacing:c} in the world '{worlds.X.Id}': one look at a lagging timeline proves nothing. The default is 00:00:30.");
        }

        if (options.MaxAttempts < 1 || options.MaxComposings < 1 || options.MaxDrafts < 1 || options.MaxOpenEffects < 1 || options.MaxConcurrentTurns < 1)
        {
            failures.Add("Puppet:Turns:MaxAttempts, MaxComposings, MaxDrafts, MaxOpenEffects and MaxConcurrentTurns must be at least 1.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
