using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class SaidTextTests
{
    private const string Text = "The fog over the breakwater has a colour that nobody named yet.";
    private static readonly long? Key = SaidText.KeyOf("emulated-1", Text);

    [Theory]
    [InlineData("the FOG over the breakwater has a colour that nobody named yet")]
    [InlineData("The fog, over the breakwater, has a colour that nobody named yet!! 🌫")]
    [InlineData("The fog over the breakwater has a colour that nobody named yet. https://example.com/fog")]
    [InlineData("@mina @bo The fog over the breakwater has a colour that nobody named yet.")]
    [InlineData("The fog over the breakwater\nhas a colour that nobody named yet.")]
    public void KeyOf_the_same_words_is_the_same(string text) => Assert.Equal(Key, SaidText.KeyOf("emulated-1", text));

    [Theory]
    [InlineData("The fog over the breakwater has a colour that somebody named yet.")]
    [InlineData("The fog over the breakwater has a colour that nobody named.")]
    [InlineData("The breakwater over the fog has a colour that nobody named yet.")]
    public void KeyOf_other_words_is_another(string text) => Assert.NotEqual(Key, SaidText.KeyOf("emulated-1", text));

    [Fact]
    public void KeyOf_another_world_is_another() => Assert.NotEqual(Key, SaidText.KeyOf("live", Text));

    [Theory]
    [InlineData("Thank you, friend!")]
    [InlineData("@mina @bo @ada thank you")]
    [InlineData("https://example.com/one/two/three/four")]
    [InlineData("🎈🎈🎈🎈🎈")]
    [InlineData("")]
    public void KeyOf_few_words_is_nobodys(string text) => Assert.Null(SaidText.KeyOf("emulated-1", text));
}
