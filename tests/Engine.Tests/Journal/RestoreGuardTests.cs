using NSubstitute;
using PuppetEngine.Engine.Journal;

namespace PuppetEngine.Tests.Engine.Journal;

public sealed class RestoreGuardTests
{
    private readonly IJournalHeads _heads = Substitute.For<IJournalHeads>();
    private readonly ISignedHeadLog _log = Substitute.For<ISignedHeadLog>();
    private readonly JournalHead _signed = JournalHead.Of(Chains.Of(5)[4]);

    private RestoreGuard CreateSut(long databaseFeed, byte[]? storedHash)
    {
        _log.ReadLastAsync(default).ReturnsForAnyArgs(new SignedHeads(1, 0, "prod", 50, false, [_signed], SignedHeads.Root));
        _heads.ReadFeedPositionAsync(default).ReturnsForAnyArgs(databaseFeed);
        _heads.FindHashAsync("ada", 5, Arg.Any<CancellationToken>()).Returns(storedHash);
        return new RestoreGuard(_heads, _log);
    }

    [Fact]
    public async Task Check_is_clear_when_nothing_was_ever_signed() =>
        Assert.False((await new RestoreGuard(_heads, _log).CheckAsync(default)).Held);

    [Fact]
    public async Task Check_is_clear_when_the_database_holds_what_was_signed() =>
        Assert.Equal(RestoreVerdict.Clear, await CreateSut(60, _signed.Hash.ToArray()).CheckAsync(default));

    [Fact]
    public async Task Check_holds_when_heads_are_newer_than_the_database()
    {
        var verdict = await CreateSut(30, null).CheckAsync(default);
        Assert.True(verdict.Held);
        Assert.Equal(2, verdict.Findings.Count);
    }

    [Fact]
    public async Task Check_holds_when_the_database_was_rewritten_to_the_same_length() =>
        Assert.Contains("another row at 5", Assert.Single((await CreateSut(50, new byte[32]).CheckAsync(default)).Findings));

    [Fact]
    public async Task Check_holds_when_the_last_line_does_not_verify()
    {
        _log.ReadLastAsync(default).ReturnsForAnyArgs<SignedHeads?>(_ => throw new InvalidDataException("its signature is not that of the key 12"));
        Assert.True((await new RestoreGuard(_heads, _log).CheckAsync(default)).Held);
    }

    [Fact]
    public async Task Accept_signs_the_databases_present_end()
    {
        await CreateSut(30, null).AcceptAsync(default);
        await _log.Received().AppendAsync(30, true, Arg.Is<IReadOnlyList<JournalHead>>(h => h.Count == 0), Arg.Any<CancellationToken>());
    }
}
