using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Turns;

public sealed class OwnPostTurnsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly SocialStanding Unlabelled = new() { Handle = "ada", Tier = SocialTier.Of("basic") };

    [Fact]
    public void Refusal_an_account_that_is_not_labelled_posts_nothing_that_a_model_writes()
    {
        foreach (var cause in new[] { EffectId.OfOccurrence("post", Now), EffectId.OfEvent("1"), EffectId.OfRequest("k/1") })
        {
            var post = Planned(cause);
            Assert.Equal(PolicyCodes.NotLabelled, OwnPostTurns.Refusal(post, Unlabelled)?.Code);
            Assert.Equal(PolicyCodes.NotLabelled, OwnPostTurns.Refusal(post with { Composings = 1, Payload = new SocialPost { Text = "Rain." } }, Unlabelled)?.Code);
            Assert.Null(OwnPostTurns.Refusal(post, Unlabelled with { IsLabelledAutomated = true }));
        }
    }

    [Fact]
    public void Refusal_a_persons_own_words_need_no_label() =>
        Assert.Null(OwnPostTurns.Refusal(Planned(EffectId.OfRequest("k/1")) with { Payload = new SocialPost { Text = "Rain." } }, Unlabelled));

    [Fact]
    public void Refusal_one_cashtag_per_post_on_a_self_serve_tier()
    {
        var labelled = Unlabelled with { IsLabelledAutomated = true };
        var post = Planned(EffectId.OfOccurrence("post", Now)) with { Composings = 1 };
        Assert.Null(OwnPostTurns.Refusal(post with { Payload = new SocialPost { Text = "$SOL rises." } }, labelled));
        Assert.Equal(PolicyCodes.Cashtags, OwnPostTurns.Refusal(post with { Payload = new SocialPost { Text = "$SOL rises, $BTC falls." } }, labelled)?.Code);
    }

    private static Effect Planned(string cause) => new EffectSeed("ada", "live", "live/ada").Plan(EffectKind.Post, cause, Now);
}
