using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class TradeTurnsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static TradeView Trade(string id, long version, TradeStage stage = TradeStage.Planned) => new()
    {
        TradeId = id, AgentId = "ada", Wallet = "W", World = "live", Stage = stage, InputMint = "in", OutputMint = "out", InputUnits = 5, Expires = Noon, At = Noon, UpdatedAt = Noon, Version = version,
    };

    [Fact]
    public void Note_journals_each_step_once_and_shows_the_newest()
    {
        var change = TradeTurns.Note(new TurnState(), [Trade("e1", 1), Trade("e1", 2, TradeStage.Signed), Trade("e2", 1)])!;
        Assert.Equal(["e1:1", "e1:2", "e2:1"], change.Journal.Select(j => j.Key));
        Assert.All(change.Journal, j => Assert.Equal(JournalKinds.Trade, j.Kind));
        Assert.Equal([("e1", EffectState.Attempting), ("e2", EffectState.Planned)], change.Views.Select(v => (v.EffectId, v.State)));
        Assert.Null(TradeTurns.Note(change.State, [Trade("e1", 1), Trade("e1", 2), Trade("e2", 1)]));
        Assert.Equal(["e1:3"], TradeTurns.Note(change.State, [Trade("e1", 2), Trade("e1", 3)])!.Journal.Select(j => j.Key));
    }

    [Fact]
    public void Note_keeps_the_newest_and_lets_the_oldest_go()
    {
        var state = TradeTurns.Note(new TurnState(), [.. Enumerable.Range(0, TradeTurns.MostNoted).Select(n => Trade($"t{n}", 1))])!.State;
        state = TradeTurns.Note(state, [Trade("t0", 2), Trade("new", 1)])!.State;
        Assert.Equal(TradeTurns.MostNoted, state.Trades.Length);
        Assert.DoesNotContain(state.Trades, t => t.TradeId == "t1");
        Assert.Equal([new NotedTrade("t0", 2), new NotedTrade("new", 1)], state.Trades[^2..]);
    }

    [Fact]
    public void ViewOf_has_a_state_for_every_stage() =>
        Assert.All(Enum.GetValues<TradeStage>(), stage => Assert.Equal(EffectKind.Swap, TradeTurns.ViewOf(Trade("e1", 1, stage)).Kind));

    [Fact]
    public void ViewOf_says_what_is_given_and_what_came()
    {
        Assert.Equal("5 base units of in for out", TradeTurns.ViewOf(Trade("e1", 1)).Text);
        var settled = TradeTurns.ViewOf(Trade("e1", 9, TradeStage.Settled) with { ReceivedUnits = 7, Signature = "s" });
        Assert.Equal(("5 base units of in for 7 of out", "s", EffectState.Confirmed), (settled.Text, settled.ExternalId, settled.State));
    }
}
