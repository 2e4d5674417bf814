using PuppetEngine.ServiceDefaults.Logging;

namespace PuppetEngine.Tests.Gateway.Api.ServiceDefaults;

public sealed class ControlCharactersTests
{
    [Theory]
    [InlineData("plain text, ümlaut, 👋", "plain text, ümlaut, 👋")]
    [InlineData("a\nb\r\tc", "a\\nb\\r\\tc")]
    [InlineData("\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m")]
    [InlineData("\u0007\u007f\u009b", "\\u0007\\u007f\\u009b")]
    [InlineData("safe\u202eexe.txt", "safe\\u202eexe.txt")]
    [InlineData("", "")]
    public void Escape_makes_a_text_harmless(string text, string expected) => Assert.Equal(expected, ControlCharacters.Escape(text));

    [Fact]
    public void Escape_can_leave_lines_as_they_are() => Assert.Equal("a\nb\tc\\r", ControlCharacters.Escape("a\nb\tc\r", keepLines: true));

    [Fact]
    public void Escape_of_a_harmless_text_is_the_same_instance()
    {
        var text = new string('a', 10);

        Assert.Same(text, ControlCharacters.Escape(text));
    }
}
