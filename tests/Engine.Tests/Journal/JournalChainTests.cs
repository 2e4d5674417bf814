using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.Engine.Journal;

public sealed class JournalChainTests
{
    [Fact]
    public void Append_hashes_what_the_description_says()
    {
        var row = new JournalChain(new Chains.CountingSalts(7)).AppendJson(
            JournalHead.Empty("ada"), "k", "effect.planned", Chains.Noon, "e1", "höher", """{"a":1}"""u8);

        // Built here a second time, from the description alone.
        var digest = SHA256.HashData([.. row.Salt, .. row.Payload!]);
        using var bytes = new MemoryStream();
        bytes.Write(new byte[32]);
        var length = new byte[4];
        foreach (var field in new[] { "puppet-journal-1"u8.ToArray(), "ada"u8.ToArray(), Be(1), "k"u8.ToArray(), "effect.planned"u8.ToArray(), Be(Chains.Noon.ToUnixTimeMilliseconds()), "e1"u8.ToArray(), Encoding.UTF8.GetBytes("höher") })
        {
            BinaryPrimitives.WriteInt32BigEndian(length, field.Length);
            bytes.Write(length);
            bytes.Write(field);
        }

        bytes.Write(digest);
        Assert.Equal(digest, row.PayloadDigest);
        Assert.Equal(SHA256.HashData(bytes.ToArray()), row.Hash);
        Assert.Equal(new byte[32], row.Prev);
        Assert.Equal("""{"a":1}"""u8.ToArray(), JournalPayload.Decompress(row.Payload));
    }

    [Fact]
    public void Append_without_payload_hashes_the_salt_alone()
    {
        var row = new JournalChain(new Chains.CountingSalts(9)).Append(JournalHead.Empty("ada"), "k", "agent.status", Chains.Noon, "", "paused", null);
        Assert.Null(row.Payload);
        Assert.Equal(SHA256.HashData(row.Salt), row.PayloadDigest);
    }

    [Fact]
    public void Append_of_ten_thousand_rows_verifies()
    {
        var verdict = JournalVerifier.Verify("ada", Chains.Of(10_000), []);
        Assert.True(verdict.Intact, string.Join('\n', verdict.Problems));
        Assert.Equal(10_000, verdict.Rows);
    }

    [Fact]
    public void Append_keeps_a_long_summary_whole()
    {
        var summary = new string('ß', 5_000);
        var row = new JournalChain(new RandomSaltSource()).Append(JournalHead.Empty("ada"), "k", "agent.status", Chains.Noon, "", summary, null);
        Assert.Equal(summary, row.Summary);
        Assert.True(JournalVerifier.Verify("ada", [row], []).Intact);
    }

    [Fact]
    public void Append_makes_one_printable_line_of_a_summary()
    {
        var row = new JournalChain(new RandomSaltSource()).Append(JournalHead.Empty("ada"), "k", "agent.status", Chains.Noon, "", "a\0b\nc\u001b[31m\ud800d 🎈", null);
        Assert.Equal("a b c [31m d 🎈", row.Summary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("half \ud83c")]
    public void Append_refuses_an_entry_key_that_a_database_would_change(string key) =>
        Assert.Throws<ArgumentException>(() => new JournalChain(new RandomSaltSource()).Append(JournalHead.Empty("ada"), key, "agent.status", Chains.Noon, "", "", null));

    [Fact]
    public void Two_rows_whose_fields_join_to_the_same_text_have_different_hashes()
    {
        static byte[] Hash(string key, string kind) =>
            new JournalChain(new Chains.CountingSalts(1)).Append(JournalHead.Empty("ada"), key, kind, Chains.Noon, "", "", null).Hash;
        Assert.NotEqual(Hash("ab", "c"), Hash("a", "bc"));
    }

    [Fact]
    public void Decompress_gives_back_any_payload() => Prop.ForAll<byte[]>(json =>
        json is null || json.AsSpan().SequenceEqual(JournalPayload.Decompress(JournalPayload.Compress(json)))).Check();

    [Fact]
    public void Decompress_refuses_bytes_that_are_cut_off_or_swell()
    {
        var packed = JournalPayload.Compress(Encoding.UTF8.GetBytes(new string('x', 10_000) + "y"));
        Assert.Throws<InvalidDataException>(() => JournalPayload.Decompress(packed.AsSpan(0, packed.Length - 2)));

        using var bomb = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(bomb, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(new byte[JournalPayload.MaxLength + 1]);
        }

        Assert.Throws<InvalidDataException>(() => JournalPayload.Decompress(bomb.ToArray()));
    }

    private static byte[] Be(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
