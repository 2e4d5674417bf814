using System.Diagnostics.Metrics;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>Figures of the calls to models, on the meter <c>PuppetEngine.Llm</c>. Tags are tiers and classes, never agents or texts.</summary>
internal sealed class LlmInstruments
{
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _cost;
    private readonly Histogram<double> _seconds;

    public LlmInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("PuppetEngine.Llm");
        _attempts = meter.CreateCounter<long>("puppet.llm.attempts", "{attempt}", "Attempts at tiers, by outcome.");
        _tokens = meter.CreateCounter<long>("puppet.llm.tokens", "{token}", "Tokens settled, by kind.");
        _cost = meter.CreateCounter<long>("puppet.llm.cost", "{microdollar}", "Millionths of a dollar settled.");
        _seconds = meter.CreateHistogram<double>("puppet.llm.attempt.duration", "s", "How long attempts took.");
    }

    /// <summary>Counts an answer and its attempts.</summary>
    public void Record(LlmAnswer answer)
    {
        foreach (var attempt in answer.Attempts)
        {
            var tier = KeyValuePair.Create("tier", (object?)attempt.Tier);
            var outcome = KeyValuePair.Create("outcome", (object?)(attempt.Error?.ToString() ?? "Answered"));
            _attempts.Add(1, tier, outcome);
            _seconds.Record(attempt.Elapsed.TotalSeconds, tier, outcome);
        }

        _tokens.Add(answer.Usage.PromptTokens, KeyValuePair.Create("kind", (object?)"prompt"));
        _tokens.Add(answer.Usage.CompletionTokens, KeyValuePair.Create("kind", (object?)"completion"));
        _cost.Add(answer.Usage.MicroDollars);
    }
}
