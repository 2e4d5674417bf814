using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators;

/// <summary>Refuses settings under which the emulators would start and then answer nonsense.</summary>
public sealed class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new List<string>();

        if (options.Port is < 0 or > 65535)
        {
            failures.Add($"Emulators:Port is {options.Port}; set it to 1-65535, or to 0 for any free port.");
        }

        if (options.AllowedHosts.Count == 0)
        {
            failures.Add("Emulators:AllowedHosts is empty, so that /control would answer nobody; name at least 127.0.0.1.");
        }

        if (XTier.Find(options.X.Tier) is null)
        {
            failures.Add($"Emulators:X:Tier is '{options.X.Tier}'; set it to one of {string.Join(", ", XTier.Names)}.");
        }

        if (options.X.TimelineLag < TimeSpan.Zero || options.X.TimelineLag > TimeSpan.FromSeconds(60))
        {
            failures.Add("Emulators:X:TimelineLag is outside 00:00:00-00:01:00; set a lag of at most one minute.");
        }

        if (options.X.DuplicateWindow < TimeSpan.Zero)
        {
            failures.Add("Emulators:X:DuplicateWindow is negative; set 00:00:00 to never refuse a duplicate.");
        }

        if (options.X.MediaProcessing < TimeSpan.Zero)
        {
            failures.Add("Emulators:X:MediaProcessing is negative; set 00:00:00 to have films ready at once.");
        }

        if (options.X.RetainedPosts < 1_000)
        {
            failures.Add("Emulators:X:RetainedPosts is below 1,000; own timelines would lose posts that callers still look for.");
        }

        if (options.Llm.ContextTokens < 256)
        {
            failures.Add("Emulators:Llm:ContextTokens is below 256; no prompt would fit.");
        }

        if (options.Llm.RetainedRequests < 0)
        {
            failures.Add("Emulators:Llm:RetainedRequests is negative; set 0 to keep none.");
        }

        ValidateSolana(options.Solana, failures);
        ValidateJupiter(options.Jupiter, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void ValidateJupiter(JupiterEmulatorOptions jupiter, List<string> failures)
    {
        if (!JupiterEmulatorOptions.Tiers.ContainsKey(jupiter.Tier))
        {
            failures.Add($"Emulators:Jupiter:Tier is '{jupiter.Tier}'; set it to one of {string.Join(", ", JupiterEmulatorOptions.Tiers.Keys)}.");
        }

        if (jupiter.OrderFeeBps is < 0 or > 255)
        {
            failures.Add($"Emulators:Jupiter:OrderFeeBps is {jupiter.OrderFeeBps}; set it to 0-255.");
        }

        if (jupiter.Router is not ("metis" or "jupiterz"))
        {
            failures.Add($"Emulators:Jupiter:Router is '{jupiter.Router}'; set it to metis or jupiterz.");
        }
    }

    private static void ValidateSolana(SolanaEmulatorOptions solana, List<string> failures)
    {
        if (solana.SlotTime < TimeSpan.FromMilliseconds(1) || solana.SlotTime > TimeSpan.FromSeconds(10))
        {
            failures.Add($"Emulators:Solana:SlotTime is {solana.SlotTime}; set it to 00:00:00.001-00:00:10.");
        }

        if (solana.LandingSlots is < 0 or > 20)
        {
            failures.Add($"Emulators:Solana:LandingSlots is {solana.LandingSlots}; set it to 0-20.");
        }

        if (solana.ConfirmationSlots is < 1 or > 31)
        {
            failures.Add($"Emulators:Solana:ConfirmationSlots is {solana.ConfirmationSlots}; set it to 1-31.");
        }

        if (solana.FinalizationSlots <= solana.ConfirmationSlots || solana.FinalizationSlots > 150)
        {
            failures.Add($"Emulators:Solana:FinalizationSlots is {solana.FinalizationSlots}; set it above ConfirmationSlots and to at most 150.");
        }

        if (solana.UsualPriorityFee < 0)
        {
            failures.Add("Emulators:Solana:UsualPriorityFee is negative; set 0 for a chain on which nobody pays one.");
        }

        if (solana.RetainedTransactions < 1_000)
        {
            failures.Add("Emulators:Solana:RetainedTransactions is below 1,000; callers would look in vain for what has just landed.");
        }
    }
}
