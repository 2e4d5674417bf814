using PuppetEngine.Engine.Agents.Capabilities;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Tests.Engine.Agents.Effects;

public sealed class EffectCapabilityTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly EffectSeed Seed = new("ada", "emulated-1", "emulated-1/ada");

    private static readonly Dictionary<string, SocialPost> Payloads = new()
    {
        ["post"] = new SocialPost { Text = "Tea." },
        ["reply to 10"] = new SocialPost { Text = "Tea.", ReplyToId = "10" },
        ["reply to 77"] = new SocialPost { Text = "Tea.", ReplyToId = "77" },
        ["reply to 10 that quotes 77"] = new SocialPost { Text = "Tea.", ReplyToId = "10", QuoteOfId = "77" },
        ["quote of 77"] = new SocialPost { Text = "Tea.", QuoteOfId = "77" },
        ["like of 10"] = new SocialPost { Text = "", LikeId = "10" },
        ["like of 77"] = new SocialPost { Text = "", LikeId = "77" },
        ["repost of 77"] = new SocialPost { Text = "", RepostId = "77" },
        ["deletion of 5"] = new SocialPost { Text = "", DeleteId = "5" },
        ["picture"] = new SocialPost { Text = "Tea.", MediaIds = ["m1"] },
    };

    [Theory]
    [InlineData("mention:10", EffectKind.Reply, "reply to 10|like of 10")]
    [InlineData("occurrence:post:1", EffectKind.Post, "post|picture")]
    [InlineData("event:e1", EffectKind.Post, "post")]
    [InlineData("thread:e1:2", EffectKind.Post, "post|picture")]
    [InlineData("request:key:1", EffectKind.Post, "post|quote of 77|picture")]
    [InlineData("request:key:1", EffectKind.Reply, "reply to 10|reply to 77|picture")]
    [InlineData("request:key:1", EffectKind.Quote, "quote of 77")]
    [InlineData("request:key:1", EffectKind.Repost, "repost of 77")]
    [InlineData("request:key:1", EffectKind.Delete, "deletion of 5")]
    [InlineData("somebody:said", EffectKind.Post, "")]
    [InlineData("nothing", EffectKind.Post, "")]
    public void An_effect_does_what_its_cause_leads_to_and_nothing_else(string cause, EffectKind kind, string allowed)
    {
        var expected = allowed.Split('|', StringSplitOptions.RemoveEmptyEntries).Order();

        foreach (var trust in Enum.GetValues<Provenance>())
        {
            Assert.Equal(expected, Payloads.Where(p => EffectCapability.Check(Seed.Plan(kind, cause, Now), p.Value, trust).IsAllowed).Select(p => p.Key).Order());
        }
    }

    [Theory]
    [InlineData("occurrence:post:1", EffectKind.Post, true)]
    [InlineData("request:key:1", EffectKind.Post, true)]
    [InlineData("mention:10", EffectKind.Reply, false)]
    [InlineData("event:e1", EffectKind.Post, false)]
    public void A_thread_follows_from_the_schedule_and_from_a_request(string cause, EffectKind kind, bool allowed)
    {
        var head = Seed.Plan(kind, cause, Now) with { Thread = new ThreadPlace("e1", 1, 3) };

        Assert.Equal(allowed, EffectCapability.Check(head, Payloads["post"], Provenance.Self).IsAllowed);
    }

    [Fact]
    public void A_request_that_names_a_post_leads_to_nothing_elsewhere()
    {
        var asked = Seed.Plan(EffectKind.Reply, "request:key:1", Now) with { Frame = new SocialPost { Text = "", ReplyToId = "10" } };
        Assert.True(EffectCapability.Check(asked, Payloads["reply to 10"], Provenance.External).IsAllowed);
        Assert.Equal(CapabilityCodes.ElsewhereThanCause, EffectCapability.Check(asked, Payloads["reply to 77"], Provenance.External).Code);
    }

    [Theory]
    [InlineData(PublishMode.Live)]
    [InlineData(PublishMode.Review)]
    [InlineData(PublishMode.DryRun)]
    public void A_payload_that_its_cause_does_not_lead_to_ends_its_effect_before_anything_leaves_or_waits_for_a_person(PublishMode mode)
    {
        var drafted = EffectMachine.Drafted(Seed.Plan(EffectKind.Reply, "mention:10", Now), Payloads["reply to 77"], mode, Now, new TurnOptions(), Provenance.External);

        Assert.Equal((EffectState.Failed, EffectCapability.Verdict), (drafted.State, drafted.Verdict));
        Assert.Contains("another post", drafted.Detail, StringComparison.Ordinal);
        Assert.Null(drafted.Payload);
    }
}
