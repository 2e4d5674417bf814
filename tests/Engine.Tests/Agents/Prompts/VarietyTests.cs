using PuppetEngine.Engine.Agents.Prompts;

namespace PuppetEngine.Tests.Engine.Agents.Prompts;

public sealed class VarietyTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(12)]
    public void Each_has_its_turn_before_any_comes_again(int count)
    {
        for (ulong seed = 0; seed < 50; seed++)
        {
            var turns = Enumerable.Range(0, count * 6).Select(turn => Variety.Turn(count, seed, turn, "x")).ToList();
            Assert.All(turns.Chunk(count), round => Assert.Equal(Enumerable.Range(0, count), round.Order()));
            if (count > 1)
            {
                Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
            }
        }
    }

    [Fact]
    public void Forms_differ_from_one_occurrence_to_the_next_and_between_agents()
    {
        var forms = Enumerable.Range(0, 144).Select(turn => Variety.Form(5, turn)).ToList();
        Assert.True(forms.Distinct().Count() > 100);
        Assert.NotEqual(forms.Take(5), Enumerable.Range(0, 5).Select(turn => Variety.Form(6, turn)));
        Assert.Equal(forms, Enumerable.Range(0, 144).Select(turn => Variety.Form(5, turn)));
    }

    [Fact]
    public void A_turn_below_zero_counts_as_the_first() => Assert.Equal(Variety.Turn(4, 1, 0, "x"), Variety.Turn(4, 1, -3, "x"));
}
