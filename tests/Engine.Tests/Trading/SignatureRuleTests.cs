using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class SignatureRuleTests
{
    private const ulong LastValid = 1_000;

    private static SignatureReading Absent(string endpoint, ulong height = LastValid + 1, bool searched = true, bool holds = false) =>
        new(endpoint, SignatureStanding.Absent, height, height + 50, searched) { HoldsBlocks = holds };

    private static SignatureReading At(string endpoint, SignatureStanding standing, ulong slot = 900, string? error = null) =>
        new(endpoint, standing, LastValid + 1, LastValid + 51, true) { Slot = slot, Error = error };

    public static TheoryData<string, SignatureFate, SignatureReading[]> Cases => new()
    {
        { "nobody answers", SignatureFate.Open, [] },
        { "one endpoint does not know it", SignatureFate.Open, [Absent("a")] },
        { "the same endpoint twice is one voice", SignatureFate.Open, [Absent("a"), Absent("a")] },
        { "two do not know it, and it can land no more", SignatureFate.Dead, [Absent("a"), Absent("b")] },
        { "at its very last height it may still land", SignatureFate.Open, [Absent("a", LastValid), Absent("b")] },
        { "one did not search its history", SignatureFate.Open, [Absent("a", searched: false), Absent("b")] },
        { "one that holds the blocks is enough", SignatureFate.Dead, [Absent("a", holds: true)] },
        { "one that holds the blocks, too early", SignatureFate.Open, [Absent("a", LastValid, holds: true)] },
        { "landed at one, unknown at the other", SignatureFate.Landed, [At("a", SignatureStanding.Landed), Absent("b"), Absent("c")] },
        { "final at both", SignatureFate.Done, [At("a", SignatureStanding.Final), At("b", SignatureStanding.Final)] },
        { "final at one, landed at the other", SignatureFate.Done, [At("a", SignatureStanding.Final), At("b", SignatureStanding.Landed)] },
        { "final with an error", SignatureFate.Failed, [At("a", SignatureStanding.Final, error: "InstructionError")] },
        { "final with and without an error", SignatureFate.Contradicted, [At("a", SignatureStanding.Final, error: "InstructionError"), At("b", SignatureStanding.Final)] },
        { "final at one, the other lags behind its slot", SignatureFate.Done, [At("a", SignatureStanding.Final, slot: 2_000), Absent("b")] },
        { "final at one, the other is past its slot and does not know it", SignatureFate.Contradicted, [At("a", SignatureStanding.Final, slot: 900), Absent("b")] },
        { "final at one, the other did not search", SignatureFate.Done, [At("a", SignatureStanding.Final, slot: 900), Absent("b", searched: false)] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_says_what_became_of_it(string what, SignatureFate expected, SignatureReading[] readings) =>
        Assert.True(SignatureRule.Of(readings, LastValid) == expected, $"{what}: {SignatureRule.Of(readings, LastValid)}");

    /// <summary>Whatever one endpoint says: alone, without its blocks, it never declares a transaction dead.</summary>
    [Fact]
    public void Of_never_takes_one_voice_for_a_death()
    {
        foreach (var standing in Enum.GetValues<SignatureStanding>())
        {
            foreach (var height in (ulong[])[0, LastValid, LastValid + 1, ulong.MaxValue])
            {
                var reading = new SignatureReading("a", standing, height, height, true) { Slot = standing == SignatureStanding.Absent ? null : 1 };
                Assert.NotEqual(SignatureFate.Dead, SignatureRule.Of([reading, reading with { SearchedHistory = false, Endpoint = "b" }], LastValid));
            }
        }
    }
}
