using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class OptOutTextTests
{
    [Theory]
    [InlineData("@ada stop")]
    [InlineData("@ada STOP!!!")]
    [InlineData("@ada please stop it now")]
    [InlineData("Stop replying to me, @ada, I mean it and I will not say it again")]
    [InlineData("don't reply to me")]
    [InlineData("Unsubscribe")]
    [InlineData("bot, leave me alone please")]
    public void IsRequest_hears_stop(string text) => Assert.True(OptOutText.IsRequest(text));

    [Theory]
    [InlineData("@ada where is the bus stop?")]
    [InlineData("@ada the rain did not stop all night, and the moss was glad of it")]
    [InlineData("@ada stop signs are red")]
    [InlineData("@ada")]
    [InlineData("")]
    public void IsRequest_lets_talk_pass(string text) => Assert.False(OptOutText.IsRequest(text));
}
