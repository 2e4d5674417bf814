namespace PuppetEngine.Providers.Llm;

/// <summary>A price that overrides or adds to the built-in table. Section <c>Puppet:Llm:Prices:N</c>. Dollars per million tokens.</summary>
public sealed class LlmPriceOptions
{
    /// <summary>The provider; empty for any. Default: empty.</summary>
    public string Provider { get; set; } = "";

    /// <summary>The model's name, without a date at its end. Required.</summary>
    public string Model { get; set; } = "";

    /// <summary>The first UTC day on which it holds. Default: 2000-01-01.</summary>
    public DateOnly ValidFrom { get; set; } = new(2000, 1, 1);

    /// <summary>A million tokens of the prompt. Default: 0.</summary>
    public decimal Input { get; set; }

    /// <summary>A million tokens written. Default: 0.</summary>
    public decimal Output { get; set; }

    /// <summary>A million cached tokens of the prompt; none where they cost as much. Default: none.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>A longer prompt costs <see cref="LongFactor"/> times; none where length does not matter. Default: none.</summary>
    public int? LongAbove { get; set; }

    /// <summary>The factor of long prompts. Default: 2.</summary>
    public decimal LongFactor { get; set; } = 2;
}
