using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class NearDuplicateTests
{
    [Theory]
    [InlineData("The rain came early and the moss drank all of it", "the RAIN came early, and the moss drank all of it!")]
    [InlineData("The rain came early and the moss drank all of it", "So the rain came early and the moss drank all of it today")]
    [InlineData("Read this https://a.example.com", "read this: https://b.example.org/x")]
    [InlineData("Good morning", "good morning.")]
    public void Find_finds_a_repetition(string text, string earlier) => Assert.Equal(earlier, NearDuplicate.Find(text, ["Something else entirely, about roots and stones", earlier]));

    [Theory]
    [InlineData("The rain came early and the moss drank all of it", "The rain came late and the stones stayed dry all summer long")]
    [InlineData("Good morning", "Good evening")]
    [InlineData("One", "")]
    public void Find_lets_another_text_pass(string text, string earlier) => Assert.Null(NearDuplicate.Find(text, [earlier]));

    [Fact]
    public void Similarity_is_symmetric_bounded_and_one_for_the_same_text()
    {
        var words = Gen.Elements("rain", "moss", "root", "stone", "light").ArrayOf().Select(w => string.Join(' ', w));
        Prop.ForAll(words.ToArbitrary(), words.ToArbitrary(), (a, b) =>
        {
            var share = NearDuplicate.Similarity(a, b);
            return share is >= 0 and <= 1 && share == NearDuplicate.Similarity(b, a) && NearDuplicate.Similarity(a, a) == 1;
        }).Check();
    }
}
