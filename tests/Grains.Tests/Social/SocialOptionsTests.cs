using PuppetEngine.Grains.Social;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class SocialOptionsTests
{
    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData(true, true, true)]
    [InlineData(false, false, false)]
    public void ReadsMentions_follows_the_world_until_it_is_set(bool? set, bool isLive, bool expected) =>
        Assert.Equal(expected, new SocialOptions { ReadMentions = set }.ReadsMentions(isLive));

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("enterprise", true)]
    [InlineData("Pro", true)]
    [InlineData("gold", false)]
    public void Validate_knows_the_tiers(string? tier, bool isValid) =>
        Assert.Equal(isValid, new SocialOptionsValidator().Validate(null, new SocialOptions { Tier = tier }).Succeeded);
}
