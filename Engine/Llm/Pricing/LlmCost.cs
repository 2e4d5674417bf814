namespace PuppetEngine.Engine.Llm.Pricing;

/// <summary>A price for tokens: a whole number of millionths of a dollar, rounded up, so that many small calls are never free.</summary>
/// <param name="MicroDollars">The cost.</param>
/// <param name="PriceUnknown">Whether the model was charged at the table's dearest price because it is not in it.</param>
public readonly record struct LlmCost(long MicroDollars, bool PriceUnknown)
{
    /// <summary>Dollars as millionths, rounded down: for limits.</summary>
    public static long FromDollars(decimal dollars) => (long)Math.Floor(dollars * 1_000_000m);

    /// <summary>The cost of a call at a price. A dollar per million tokens is a millionth of a dollar per token.</summary>
    internal static long Of(ModelPrice price, long prompt, long cached, long completion)
    {
        cached = Math.Clamp(cached, 0, prompt);
        var cost = ((prompt - cached) * price.Input) + (cached * (price.CachedInput ?? price.Input)) + (completion * price.Output);
        if (price.LongAbove is { } above && prompt > above)
        {
            cost *= price.LongFactor;
        }

        return (long)Math.Min(Math.Ceiling(cost), long.MaxValue);
    }
}
