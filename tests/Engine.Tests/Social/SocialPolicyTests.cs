using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class SocialPolicyTests
{
    private static readonly SocialStanding SelfServe = new() { Handle = "ada", IsLabelledAutomated = true, AiRepliesApproved = true };
    private static readonly SocialStanding Enterprise = SelfServe with { Tier = SocialTier.Of("enterprise") };
    private static readonly SocialStanding Unlabelled = SelfServe with { IsLabelledAutomated = false };
    private static readonly SocialStanding Unapproved = SelfServe with { AiRepliesApproved = false };

    private static readonly SocialProposal Post = new(SocialForm.Post) { Text = "Rain again. $MOSS grows." };
    private static readonly SocialProposal Reply = new(SocialForm.Reply) { Text = "It is, @bob", Target = Seen.Post("reader", "@ada @bob is it?") with { Mentions = ["ada", "bob"] } };
    private static readonly SocialProposal Quote = new(SocialForm.Quote) { Text = "Look", Target = Seen.Post("reader", "rain") };
    private static readonly SocialProposal Like = new(SocialForm.Like) { Target = Seen.Post("reader", "rain") };
    private static readonly SocialProposal Repost = new(SocialForm.Repost) { Target = Seen.Post("reader", "rain") };
    private static readonly SocialProposal Follow = new(SocialForm.Follow);

    public static TheoryData<string, SocialProposal, SocialStanding, string?> Cases => new()
    {
        { "a post", Post, SelfServe, null },
        { "a post without the label", Post, Unlabelled, PolicyCodes.NotLabelled },
        { "an operator's own words without the label", Post with { ByOperator = true, IsGenerated = false }, Unlabelled, null },
        { "an operator's wish written by the model without the label", Post with { ByOperator = true }, Unlabelled, PolicyCodes.NotLabelled },
        { "two cashtags", Post with { Text = "$MOSS and $RAIN" }, SelfServe, PolicyCodes.Cashtags },
        { "the same cashtag twice", Post with { Text = "$MOSS, $moss" }, SelfServe, PolicyCodes.Cashtags },
        { "prices are no cashtags", Post with { Text = "$MOSS costs $5 or US$6" }, SelfServe, null },
        { "two cashtags on enterprise", Post with { Text = "$MOSS and $RAIN" }, Enterprise, null },
        { "a mention out of nowhere", Post with { Text = "Hello @stranger" }, SelfServe, PolicyCodes.UnsolicitedMention },
        { "its own handle", Post with { Text = "I am @Ada" }, SelfServe, null },
        { "a mention that an operator wants", Post with { Text = "Hello @stranger", ByOperator = true }, SelfServe, null },
        { "a part of a thread", Post with { Form = SocialForm.ThreadPart }, SelfServe, null },
        { "media of a model, unmarked", Post with { HidesAiMedia = true }, SelfServe, PolicyCodes.AiMediaNotMarked },
        { "a summoned reply", Reply, SelfServe, null },
        { "a reply to nobody", Reply with { Target = null }, SelfServe, PolicyCodes.NoTarget },
        { "a reply that nobody asked for", Reply with { Target = Seen.Post("reader", "is it?") }, SelfServe, PolicyCodes.NotSummoned },
        { "a reply that nobody asked for, on enterprise", Reply with { Text = "It is", Target = Seen.Post("reader", "is it?") }, Enterprise, null },
        { "a reply to a quote of one's own post", Reply with { Text = "It is", Target = Seen.Post("reader", "is it?"), TargetQuotesOwn = true }, SelfServe, null },
        { "a reply to oneself", Reply with { Text = "And so on", Target = Seen.Post("Ada", "so") }, Unapproved, null },
        { "a model's reply without approval", Reply, Unapproved, PolicyCodes.AiReplyNotApproved },
        { "a person's reply without approval", Reply with { IsGenerated = false }, Unapproved, null },
        { "a second reply", Reply with { AlreadyAnswered = true }, SelfServe, PolicyCodes.AlreadyAnswered },
        { "a reply to who said stop", Reply with { AuthorOptedOut = true }, SelfServe, PolicyCodes.AuthorOptedOut },
        { "a reply that names a third", Reply with { Text = "Ask @carol" }, SelfServe, PolicyCodes.UnsolicitedMention },
        { "an agent whose handle has a dash", Reply with { Text = "Yes, @night-owl.2!", Target = Seen.Post("night-owl.2", "is it?") with { Mentions = ["ada"] } }, SelfServe, null },
        { "a longer handle than that", Reply with { Text = "Yes, @night-owls", Target = Seen.Post("night-owl", "is it?") with { Mentions = ["ada"] } }, SelfServe, PolicyCodes.UnsolicitedMention },
        { "a quote", Quote, SelfServe, PolicyCodes.QuoteNotInTier },
        { "a quote on enterprise", Quote, Enterprise, null },
        { "a quote of who said stop", Quote with { AuthorOptedOut = true }, Enterprise, PolicyCodes.AuthorOptedOut },
        { "a like", Like, SelfServe, PolicyCodes.LikeNotInTier },
        { "a like that an operator wants", Like with { ByOperator = true }, SelfServe, PolicyCodes.LikeNotInTier },
        { "an agent's like on enterprise", Like, Enterprise, PolicyCodes.AutomatedLike },
        { "an operator's like on enterprise", Like with { ByOperator = true }, Enterprise, null },
        { "a repost", Repost, SelfServe, null },
        { "a repost of nothing", Repost with { Target = null }, SelfServe, PolicyCodes.NoTarget },
        { "a follow", Follow, SelfServe, PolicyCodes.FollowNotInTier },
        { "an agent's follow on enterprise", Follow, Enterprise, PolicyCodes.AutomatedFollow },
        { "an operator's follow on enterprise", Follow with { ByOperator = true }, Enterprise, null },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Check_of(string what, SocialProposal proposal, SocialStanding standing, string? code)
    {
        var verdict = SocialPolicy.Check(proposal, standing);

        Assert.True(verdict?.Code == code, $"{what}: {verdict}");
        Assert.True(verdict is null || (verdict.Detail.EndsWith('.') && verdict.Mend.EndsWith('.')), $"{what}: {verdict}");
    }

    [Theory]
    [InlineData("", "pay_per_use", true)]
    [InlineData("nonsense", "pay_per_use", true)]
    [InlineData("Basic", "basic", true)]
    [InlineData("enterprise", "enterprise", false)]
    public void Of_takes_an_unknown_tier_for_the_strict_one(string name, string expected, bool isSelfServe)
    {
        var tier = SocialTier.Of(name);
        Assert.Equal((expected, isSelfServe), (tier.Name, tier.IsSelfServe));
    }
}
