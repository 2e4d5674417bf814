using Microsoft.Extensions.Options;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Takes the two words that there are, and no other.</summary>
public sealed class WorldOptionsValidator : IValidateOptions<WorldOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WorldOptions options)
    {
        var failures = new[] { (Name: "X", Value: options.X), (Name: "Llm", Value: options.Llm), (Name: "Solana", Value: options.Solana) }
            .Where(w => w.Value is not (WorldOptions.Emulated or WorldOptions.Live))
            .Select(w => $"Puppet:World:{w.Name} is '{w.Value}'. Set it to 'emulated' or 'live'.")
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
