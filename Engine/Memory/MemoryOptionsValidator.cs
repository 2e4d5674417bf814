using Microsoft.Extensions.Options;

namespace PuppetEngine.Engine.Memory;

/// <summary>Refuses settings of memory that cannot work.</summary>
public sealed class MemoryOptionsValidator : IValidateOptions<MemoryOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, MemoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> failures = [];
        Between(failures, nameof(options.VectorWeight), options.VectorWeight, 0, 1);
        Between(failures, nameof(options.ForgetBelow), options.ForgetBelow, 0, 1);
        Between(failures, nameof(options.EmbeddingBatch), options.EmbeddingBatch, 1, 256);
        Between(failures, nameof(options.ConsolidationBatch), options.ConsolidationBatch, 2, 100);
        Between(failures, nameof(options.ConsolidationsPerDay), options.ConsolidationsPerDay, 0, 100);
        Between(failures, nameof(options.ConsolidationLeast), options.ConsolidationLeast, 2, 100);
        Between(failures, nameof(options.RecencyHalfLife), options.RecencyHalfLife, TimeSpan.FromMinutes(1), TimeSpan.FromDays(36_500));
        Between(failures, nameof(options.QuestionPatience), options.QuestionPatience, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Between(failures, nameof(options.AccessFlush), options.AccessFlush, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(failures, nameof(options.ConsolidationAge), options.ConsolidationAge, TimeSpan.Zero, TimeSpan.FromDays(365));
        Between(failures, nameof(options.ForgetAfter), options.ForgetAfter, TimeSpan.FromDays(1), TimeSpan.FromDays(36_500));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Between<T>(List<string> failures, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (!(value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0))
        {
            failures.Add($"{MemoryOptions.Section}:{setting} is {value}. Set it between {least} and {most}.");
        }
    }
}
