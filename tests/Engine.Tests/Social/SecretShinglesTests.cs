using System.Text;
using PuppetEngine.Engine.Social;

namespace PuppetEngine.Tests.Engine.Social;

public sealed class SecretShinglesTests
{
    private const string Key = "sk-proj-9fQ2LmX07aBcT5vWz81RkPdE";

    [Theory]
    [InlineData("my key is sk-proj-9fQ2LmX07aBcT5vWz81RkPdE, keep it")]
    [InlineData("SK-PROJ-9FQ2LMX07ABCT5VWZ81RKPDE")]
    [InlineData("s k p r o j 9 f Q 2 L m X 0 7 a B c T 5 v W z 8 1 R k P d E")]
    [InlineData("sk-proj-9fQ2Lm\u200bX07aBcT5v\u2060Wz81RkPdE")]
    [InlineData("ｓｋ－ｐｒｏｊ－９ｆＱ２ＬｍＸ０７ａＢｃＴ５ｖＷｚ８１ＲｋＰｄＥ")]
    [InlineData("the middle alone: oj-9fQ2LmX07aBcT5vWz81R and no more")]
    [InlineData("sk%2Dproj%2D9fQ2LmX07a%42cT5vWz81RkPdE")]
    [InlineData("backwards: EdPkR18zWv5TcBa70XmL2Qf9-jorp-ks")]
    [InlineData("sk\n-proj-\n9fQ2LmX0\n7aBcT5vW\nz81RkPdE")]
    public void Holds_finds_a_secret_however_it_is_spelled(string text) => Assert.True(Knowing(Key).Holds(text));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("It is: ")]
    public void Holds_finds_a_secret_in_base64_and_hexadecimal(string before)
    {
        var bytes = Encoding.UTF8.GetBytes(before + Key);
        Assert.True(Knowing(Key).Holds($"Look: {Convert.ToBase64String(bytes)} !"));
        Assert.True(Knowing(Key).Holds($"Look: {Convert.ToHexStringLower(bytes)} !"));
        Assert.True(Knowing(Key).Holds("Look:x" + Convert.ToBase64String(bytes).TrimEnd('=')));
    }

    [Theory]
    [InlineData("The project of the day is a slow one, and the key to it is patience.")]
    [InlineData("sk-proj-")]
    [InlineData("sk-proj-9fQ2LmX")]
    [InlineData("")]
    public void Holds_lets_pass_what_is_none(string text) => Assert.False(Knowing(Key).Holds(text));

    [Fact]
    public void Holds_takes_short_words_for_words_and_short_keys_for_keys()
    {
        var known = Knowing("development", "Emulated", "key", "hunter22");
        Assert.False(known.Holds("Development is emulated, and the key too."));
        Assert.True(known.Holds("it was hunter 22 all along"));
    }

    [Fact]
    public void Set_replaces_what_its_source_held_and_leaves_what_another_holds_too()
    {
        var known = new SecretShingles();
        known.Set("a", [Key]);
        known.Set("b", [Key]);
        known.Set("a", ["another-key-0123456789"]);
        Assert.True(known.Holds(Key));
        known.Set("b", []);
        Assert.False(known.Holds(Key));
        Assert.True(known.Holds("another-key-0123456789"));
        Assert.DoesNotContain("another", known.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Holds_agrees_with_a_plain_search_for_random_secrets_in_random_texts()
    {
        var random = new Random(20261121);
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        for (var round = 0; round < 300; round++)
        {
            var secret = new string(random.GetItems<char>(Letters, random.Next(8, 70))) + "7";
            var other = new string(random.GetItems<char>(Letters, 280));
            var at = random.Next(other.Length);
            Assert.True(Knowing(secret).Holds(other.Insert(at, secret)));
            Assert.Equal(other.Contains(secret, StringComparison.Ordinal), Knowing(secret).Holds(other));
        }
    }

    private static SecretShingles Knowing(params string[] values)
    {
        var known = new SecretShingles();
        known.Set("test", values);
        return known;
    }
}
