using PuppetEngine.Engine.Journal;

namespace PuppetEngine.Tests.Engine.Journal;

public sealed class SignedHeadLineTests
{
    private static readonly SignedHeads Sample = new(
        3, 1_772_366_400_000, "prod", 77, false, [JournalHead.Of(Chains.Of(2)[1]), JournalHead.Of(Chains.Of(4, "bob")[3])], new string('a', 64));

    [Fact]
    public void Read_gives_back_what_was_written_also_with_the_public_half_alone()
    {
        using var key = HeadSigningKey.Create();
        using var publicHalf = HeadSigningKey.FromPem(key.ExportPublicPem());
        var line = SignedHeadLine.Write(Sample, key);
        var back = SignedHeadLine.Read(line, publicHalf);
        Assert.DoesNotContain('\n', line);
        Assert.Equal(Sample.Heads, back.Heads);
        Assert.Equal(Sample with { Heads = [] }, back with { Heads = [] });
        Assert.Equal(key.Id, publicHalf.Id);
    }

    [Fact]
    public void Read_refuses_a_line_of_which_any_byte_before_the_signature_changed()
    {
        using var key = HeadSigningKey.Create();
        var line = SignedHeadLine.Write(Sample, key);
        var end = line.IndexOf(",\"sig\"", StringComparison.Ordinal);
        for (var i = 1; i < end; i += 3)
        {
            var forged = line[..i] + (line[i] == '1' ? '2' : '1') + line[(i + 1)..];
            Assert.Throws<InvalidDataException>(() => SignedHeadLine.Read(forged, key));
        }
    }

    [Fact]
    public void Read_refuses_another_keys_signature()
    {
        using var key = HeadSigningKey.Create();
        using var other = HeadSigningKey.Create();
        Assert.Throws<InvalidDataException>(() => SignedHeadLine.Read(SignedHeadLine.Write(Sample, key), other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"n\":1,\"sig\":\"not base64\"}")]
    public void Read_refuses_what_is_no_line(string line)
    {
        using var key = HeadSigningKey.Create();
        Assert.Throws<InvalidDataException>(() => SignedHeadLine.Read(line, key));
    }

    [Fact]
    public void FromPem_of_something_else_says_how_to_mend_it() =>
        Assert.Contains("Restore its file", Assert.Throws<ArgumentException>(() => HeadSigningKey.FromPem("-----BEGIN NONSENSE-----")).Message);
}
