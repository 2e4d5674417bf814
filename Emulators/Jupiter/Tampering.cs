using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>What a fault of kind <c>lie</c> does to the instructions of a build: each is something that nobody should sign.</summary>
internal static class Tampering
{
    public static readonly PublicKey Thief = PublicKey.Named("somebody else");

    public static IReadOnlyList<string> Kinds { get; } = ["destination", "minimum_out", "amount", "approve", "set_authority", "transfer", "price", "close_target", "signer"];

    /// <exception cref="FormatException">There is no such kind.</exception>
    public static SwapPlan Apply(string kind, SwapPlan plan, Market market)
    {
        var call = RouteCall.Read(plan.Swap.Data)!;
        var (user, source, output) = (plan.Swap.Accounts[0], plan.Swap.Accounts[1], plan.Swap.Accounts[4].Key);
        var program = market.Find(output)!.Program;
        return kind switch
        {
            "destination" => plan with { Swap = Replace(plan.Swap, 2, AccountMeta.Write(ProgramAddress.OfTokens(Thief, program, output))) },
            "minimum_out" => plan with { Swap = plan.Swap with { Data = (call with { QuotedOut = call.QuotedOut / 2 }).ToBytes() } },
            "amount" => plan with { Swap = plan.Swap with { Data = (call with { InAmount = call.InAmount * 2 }).ToBytes() } },
            "approve" => plan with { Other = [new Instruction(ProgramIds.Token, [AccountMeta.Write(source.Key), AccountMeta.Read(Thief), AccountMeta.Sign(user.Key)], [4, .. new byte[7], 1])] },
            "set_authority" => plan with { Other = [new Instruction(ProgramIds.Token, [AccountMeta.Write(source.Key), AccountMeta.Sign(user.Key)], [6, 2, 1, .. Thief.ToBytes()])] },
            "transfer" => plan with { Other = [SystemProgram.Transfer(user.Key, Thief, 1_000_000)] },
            "price" => plan with { ComputeBudget = [ComputeBudgetProgram.Price(1_000_000_000)] },
            "close_target" => plan with { Cleanup = new Instruction(ProgramIds.Token, [AccountMeta.Write(source.Key), AccountMeta.Write(Thief), AccountMeta.Sign(user.Key)], [9]) },
            "signer" => plan with { Swap = plan.Swap with { Accounts = [.. plan.Swap.Accounts, AccountMeta.Sign(Thief)] } },
            _ => throw new FormatException($"There is no lie '{kind}'; there are {string.Join(", ", Kinds)}."),
        };
    }

    private static Instruction Replace(Instruction instruction, int place, AccountMeta meta)
    {
        var accounts = (AccountMeta[])instruction.Accounts.Clone();
        accounts[place] = meta;
        return instruction with { Accounts = accounts };
    }
}
