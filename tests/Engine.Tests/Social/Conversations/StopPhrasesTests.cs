using PuppetEngine.Engine.Social.Conversations;

namespace PuppetEngine.Tests.Engine.Social.Conversations;

public sealed class StopPhrasesTests
{
    [Theory]
    [InlineData("stop")]
    [InlineData("@ada STOP.")]
    [InlineData("@ada please stop!")]
    [InlineData("stop stop stop")]
    [InlineData("ok, stop it now please")]
    [InlineData("@ada unsubscribe")]
    [InlineData("Can you stop replying to me?")]
    [InlineData("I said leave me alone, bot")]
    [InlineData("please don’t reply to me anymore")]
    [InlineData("Do not tag me again https://t.co/x")]
    [InlineData("ｓｔｏｐ")]
    [InlineData("st\u200bop")]
    [InlineData("Lass mich in Ruhe")]
    [InlineData("hör auf")]
    [InlineData("déjame en paz")]
    [InlineData("laisse-moi tranquille")]
    [InlineData("やめて")]
    [InlineData("Stop replying to me, @ada, I mean it and I will not say it again")]
    [InlineData("@ada please stop it now")]
    [InlineData("Unsubscribe")]
    public void Asks_finds_a_stop(string text) => Assert.True(StopPhrases.Asks(text));

    [Theory]
    [InlineData("@ada don't stop!")]
    [InlineData("why did you stop replying? I liked it")]
    [InlineData("please never stop replying to me")]
    [InlineData("I can't stop laughing at your posts")]
    [InlineData("which stop do I get off the bus at?")]
    [InlineData("the clock is about to stop")]
    [InlineData("@ada where is the bus stop?")]
    [InlineData("@ada the rain did not stop all night, and the moss was glad of it")]
    [InlineData("@ada stop signs are red")]
    [InlineData("what happens when you stop answering letters?")]
    [InlineData("enough about me, how are the bells?")]
    [InlineData("@ada")]
    [InlineData("")]
    public void Asks_finds_none_in_talk(string text) => Assert.False(StopPhrases.Asks(text));

    [Fact]
    public void Every_phrase_of_the_tables_is_found()
    {
        Assert.All(StopPhrases.Whole, phrase => Assert.True(StopPhrases.Asks($"@ada {phrase}!"), phrase));
        Assert.All(StopPhrases.Anywhere, phrase => Assert.True(StopPhrases.Asks($"well, {phrase} thank you very much indeed"), phrase));
    }
}
