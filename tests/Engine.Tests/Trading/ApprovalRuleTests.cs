using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;
using static PuppetEngine.Tests.Engine.Trading.Deals;

namespace PuppetEngine.Tests.Engine.Trading;

public sealed class ApprovalRuleTests
{
    private static readonly Trade Held = TradeMachine.Hold(Intended(), Buy(), TradeLimits.Default, Noon);

    [Fact]
    public void Refusal_is_null_for_the_hash_that_was_shown_from_another_key() =>
        Assert.Null(ApprovalRule.Refusal(Held, Held.Asked!.Hash(), "ops", othersMayApprove: true, Noon.AddMinutes(9)));

    [Fact]
    public void Refusal_tells_why()
    {
        var hash = Held.Asked!.Hash();
        Assert.Equal(ApprovalRule.NotHeld, ApprovalRule.Refusal(Intended(), hash, "ops", true, Noon));
        Assert.Equal(ApprovalRule.Expired, ApprovalRule.Refusal(Held, hash, "ops", true, Noon.AddMinutes(10)));
        Assert.Equal(ApprovalRule.Mismatch, ApprovalRule.Refusal(Held, hash.Replace(hash[0], hash[0] == '0' ? '1' : '0'), "ops", true, Noon));
        Assert.Equal(ApprovalRule.OwnProposal, ApprovalRule.Refusal(Held, hash, "dca", true, Noon));
        Assert.Null(ApprovalRule.Refusal(Held, hash, "dca", othersMayApprove: false, Noon));
    }

    [Fact]
    public void Hash_changes_with_every_term()
    {
        var asked = Held.Asked!;
        ApprovalTerms[] others =
        [
            asked with { TradeId = "e2" }, asked with { Wallet = "w" }, asked with { InputMint = Token }, asked with { OutputMint = Token },
            asked with { MostInput = 1 }, asked with { LeastOutput = 1 }, asked with { MostCosts = 1 }, asked with { Expires = Noon },
            // Lengths stand before the texts: what is cut elsewhere is another text.
            asked with { TradeId = asked.TradeId + asked.Wallet, Wallet = "" },
        ];
        Assert.Equal(others.Length + 1, others.Append(asked).Select(o => o.Hash()).Distinct().Count());
        Assert.Matches("^[0-9a-f]{64}$", asked.Hash());
    }
}
