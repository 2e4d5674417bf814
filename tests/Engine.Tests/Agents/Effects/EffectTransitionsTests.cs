using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Grains.Abstractions.Agents;
using static PuppetEngine.Grains.Abstractions.Agents.EffectState;

namespace PuppetEngine.Tests.Engine.Agents.Effects;

public sealed class EffectTransitionsTests
{
    /// <summary>The table of the design, written down a second time by hand: rows go from, columns to.</summary>
    private static readonly (EffectState From, EffectState[] To)[] Expected =
    [
        (Planned, [Planned, Held, Attempting, Failed, Cancelled, Abandoned, DryRun]),
        (Held, [Held, Planned, Cancelled, Abandoned, DryRun]),
        (Attempting, [Attempting, Planned, Confirmed, Failed, Unknown, Abandoned]),
        (Unknown, [Confirmed, Failed]),
        (Confirmed, []),
        (Failed, []),
        (Cancelled, []),
        (Abandoned, []),
        (DryRun, []),
    ];

    public static TheoryData<EffectState, EffectState> AllPairs()
    {
        var data = new TheoryData<EffectState, EffectState>();
        foreach (var from in Enum.GetValues<EffectState>())
        {
            foreach (var to in Enum.GetValues<EffectState>())
            {
                data.Add(from, to);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AllPairs))]
    public void Allows_each_pair_of_states_exactly_as_the_design_says(EffectState from, EffectState to) =>
        Assert.Equal(Expected.Single(row => row.From == from).To.Contains(to), EffectTransitions.Allows(from, to));

    [Theory]
    [InlineData(Confirmed)]
    [InlineData(Failed)]
    [InlineData(Cancelled)]
    [InlineData(Abandoned)]
    [InlineData(DryRun)]
    public void IsTerminal_nothing_leads_out_of_an_ended_effect(EffectState state) => Assert.True(EffectTransitions.IsTerminal(state));

    [Fact]
    public void IsTerminal_unknown_waits_for_an_operator() => Assert.False(EffectTransitions.IsTerminal(Unknown));
}
