using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>
/// How much an attempt may write and what it can cost at most. A request's own limit is kept by writing less, down to half of what was
/// asked for; below that it is refused, for a cut-off text is of no use.
/// </summary>
/// <param name="MaxOutputTokens">What the model is allowed to write, reasoning included.</param>
/// <param name="Tokens">The most tokens it can take, prompt and answer together.</param>
/// <param name="Worst">The most it can cost.</param>
/// <param name="Refusal">Why nothing may be asked; null when it may.</param>
internal sealed record AttemptSize(int MaxOutputTokens, long Tokens, LlmCost Worst, string? Refusal)
{
    public static AttemptSize For(LlmRequest request, LlmTier tier, string priceModel, PriceTable prices, long? left, DateOnly day)
    {
        var prompt = PromptTokens.UpperBound(request);
        var wanted = Math.Max(1, request.MaxOutputTokens) + tier.ReasoningTokens;
        var worst = prices.Cost(tier.Provider, priceModel, prompt, 0, wanted, day);
        if (left is not { } limit || worst.MicroDollars <= limit)
        {
            return new AttemptSize(wanted, (long)prompt + wanted, worst, null);
        }

        var least = ((Math.Max(1, request.MaxOutputTokens) + 1) / 2) + tier.ReasoningTokens;
        var affordable = prices.AffordableOutput(tier.Provider, priceModel, prompt, limit, day);
        if (affordable < least)
        {
            return new AttemptSize(0, 0, worst, $"not asked: it could cost {worst.MicroDollars} millionths of a dollar, and {Math.Max(0, limit)} are left for this call");
        }

        var output = (int)Math.Min(affordable, wanted);
        return new AttemptSize(output, (long)prompt + output, prices.Cost(tier.Provider, priceModel, prompt, 0, output, day), null);
    }
}
