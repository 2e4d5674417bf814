using Microsoft.Extensions.Options;

namespace PuppetEngine.Engine.Llm.Budgets;

/// <summary>Refuses ceilings and slices that make no sense.</summary>
public sealed class LlmBudgetOptionsValidator : IValidateOptions<LlmBudgetOptions>
{
    private const decimal MostDollars = 1_000_000_000;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LlmBudgetOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new List<string>();
        if (options.DailyDollars is < 0 or > MostDollars)
        {
            failures.Add($"Puppet:Llm:Budget:DailyDollars is {options.DailyDollars}; set it between 0 (no calls) and {MostDollars} (default 10).");
        }

        if (options.EmulatedDailyDollars is < 0 or > MostDollars)
        {
            failures.Add($"Puppet:Llm:Budget:EmulatedDailyDollars is {options.EmulatedDailyDollars}; set it between 0 and {MostDollars}.");
        }

        if (options.DailyTokens < 0)
        {
            failures.Add($"Puppet:Llm:Budget:DailyTokens is {options.DailyTokens}; set it to 0 for no limit, or above.");
        }

        if (options.SliceParts is < 1 or > 100_000)
        {
            failures.Add($"Puppet:Llm:Budget:SliceParts is {options.SliceParts}; set it between 1 and 100000 (default 100).");
        }

        if (options.SliceLife < TimeSpan.FromSeconds(1) || options.SliceLife > TimeSpan.FromHours(1))
        {
            failures.Add($"Puppet:Llm:Budget:SliceLife is {options.SliceLife}; set it between 00:00:01 and 01:00:00 (default 00:05:00).");
        }

        if (options.ReportPeriod < TimeSpan.FromSeconds(1) || options.ReportPeriod > options.SliceLife)
        {
            failures.Add($"Puppet:Llm:Budget:ReportPeriod is {options.ReportPeriod}; set it between 00:00:01 and SliceLife ({options.SliceLife}).");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
