using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Engine.Trading;

/// <summary>A trade was to take a step that its stage does not allow: a defect, never an answer.</summary>
public sealed class TradeTransitionException(string tradeId, TradeStage from, string step)
    : InvalidOperationException($"Trade {tradeId} is {from}: {step} does not lead anywhere from there.");
