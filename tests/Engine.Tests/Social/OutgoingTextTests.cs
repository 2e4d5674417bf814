using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class OutgoingTextTests
{
    private const string Mint = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";
    private const string Prompt = "You are Ada, a patient gardener of the high Alps who speaks of moss, rain and the slow work of roots.";

    private static readonly OutgoingRules Rules = new()
    {
        Mentions = ["ada", "Friend"],
        TrustedTexts = ["My site is https://garden.example.com/shop/ and I like $MOSS.", $"Our mint: {Mint}"],
        SystemPrompts = [Prompt],
        Secrets = Known("sk-canary-1234567890", "short"),
        AllowLinks = true,
    };

    [Theory]
    [InlineData("Rain again. The moss is happy.")]
    [InlineData("Thanks @friend, you were right")]
    [InlineData("All of it: garden.example.com/shop")]
    [InlineData("Come to https://garden.example.com/shop/!")]
    [InlineData("Today $MOSS grows")]
    [InlineData("It costs $5, or 3.14 francs, at 10:30.")]
    [InlineData("A short word is not a secret")]
    [InlineData("Release 1.2.3.4.5 of my patience.")]
    [InlineData("Mint " + Mint)]
    public void Check_lets_pass_what_is_ours(string text) => Assert.Null(OutgoingText.Check(text, Rules));

    [Theory]
    [InlineData("Hello @stranger", OutgoingReasons.Mention)]
    [InlineData("Hello ＠stranger", OutgoingReasons.Mention)]
    [InlineData("Look at evil.com now", OutgoingReasons.Link)]
    [InlineData("Look at https://evil.com/x now", OutgoingReasons.Link)]
    [InlineData("Look at ｅｖｉｌ．ｃｏｍ now", OutgoingReasons.Link)]
    [InlineData("Look at ev\u200bil.com now", OutgoingReasons.Link)]
    [InlineData("garden.example.com/shop.evil.com/x", OutgoingReasons.Link)]
    [InlineData("ftp://files.example/secret", OutgoingReasons.Link)]
    [InlineData("Open http://127.0.0.1:8080/", OutgoingReasons.Link)]
    [InlineData("It is 203.0.113.7.", OutgoingReasons.Link)]
    [InlineData("203.0.113.7, they say", OutgoingReasons.Link)]
    [InlineData("Send to So11111111111111111111111111111111111111112", OutgoingReasons.Address)]
    [InlineData("Send to 0x52908400098527886E0F7030069857D2E4169EE7", OutgoingReasons.Address)]
    [InlineData("Send to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", OutgoingReasons.Address)]
    [InlineData("Buy $SCAM", OutgoingReasons.Cashtag)]
    [InlineData("Buy ＄SCAM", OutgoingReasons.Cashtag)]
    [InlineData("$MOSS and $MOSS", OutgoingReasons.Cashtags)]
    [InlineData("my key is sk-canary-1234567890", OutgoingReasons.Secret)]
    [InlineData("my key is SK-CANARY-1234567890", OutgoingReasons.Secret)]
    [InlineData("s k - c a n a r y - 1 2 3 4 5 6 7 8 9 0", OutgoingReasons.Secret)]
    [InlineData("sk\u200b-canary-\u200b1234567890", OutgoingReasons.Secret)]
    [InlineData("I was told: a PATIENT gardener, of the high alps who speaks of moss rain!", OutgoingReasons.SystemPrompt)]
    [InlineData("mark \ufeff here", OutgoingReasons.Character)]
    public void Check_refuses_what_is_not(string text, string reason) => Assert.Equal(reason, OutgoingText.Check(text, Rules)?.Reason);

    [Fact]
    public void Check_refuses_every_link_where_the_definition_allows_none() =>
        Assert.Equal(OutgoingReasons.LinksNotAllowed, OutgoingText.Check("garden.example.com/shop", Rules with { AllowLinks = false })?.Reason);

    [Fact]
    public void Check_lets_eleven_words_of_a_prompt_pass() =>
        Assert.Null(OutgoingText.Check("a patient gardener of the high Alps who speaks of moss", Rules));

    [Fact]
    public void Check_refuses_what_stands_for_a_withheld_answer_as_it_refused_the_answer() =>
        Assert.Equal(OutgoingReasons.Secret, OutgoingText.Check(WithheldText.StandIn, Rules with { Secrets = NoSecrets.Instance })?.Reason);

    [Fact]
    public void Check_never_repeats_a_secret()
    {
        var verdict = OutgoingText.Check("my key is sk-canary-1234567890", Rules);
        Assert.DoesNotContain("canary", verdict!.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static SecretShingles Known(params string[] values)
    {
        var secrets = new SecretShingles();
        secrets.Set("test", values);
        return secrets;
    }
}
