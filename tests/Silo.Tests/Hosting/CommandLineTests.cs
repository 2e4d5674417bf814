using PuppetEngine.Silo.Hosting;

namespace PuppetEngine.Tests.Silo.Hosting;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--agents /a", "--Puppet:Agents:Folder=/a --Puppet:Agents:Samples=false")]
    [InlineData("--external-emulators", "--Puppet:Emulators:External=true")]
    [InlineData("--accept-restore", "--Puppet:Storage:AcceptRestore=true")]
    [InlineData("--port 9000", "--Puppet:Gateway:Url=http://127.0.0.1:9000")]
    [InlineData("--data /d", "--Puppet:Storage:DataDirectory=/d")]
    [InlineData("--Puppet:World:X=live", "--Puppet:World:X=live")]
    [InlineData("--Puppet:World:X live", "--Puppet:World:X=live")]
    [InlineData("--Logging:LogLevel:Default=Debug", "--Logging:LogLevel:Default=Debug")]
    public void Normalize_puts_the_setting_in_the_place_of_the_short_word(string words, string settings) =>
        Assert.Equal(settings.Split(' '), CommandLine.Normalize(words.Split(' ')));

    [Theory]
    [InlineData("--bogus", "'--bogus' is no option of this command. There are --agents DIR,")]
    [InlineData("status", "'status' is no option of this command.")]
    [InlineData("--agents", "--agents needs a value.")]
    [InlineData("--port", "--port needs a value.")]
    [InlineData("--data", "--data needs a value.")]
    [InlineData("--Puppet:World:X", "--Puppet:World:X needs a value.")]
    public void Normalize_refuses_wrong_words_with_the_usage_code_and_says_what_there_is(string words, string sentence)
    {
        var failure = Assert.Throws<StartupException>(() => CommandLine.Normalize(words.Split(' ')));
        Assert.StartsWith(sentence, failure.Message, StringComparison.Ordinal);
        Assert.Equal(64, failure.ExitCode);
    }
}
