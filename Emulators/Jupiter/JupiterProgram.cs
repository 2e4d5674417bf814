using System.Buffers.Binary;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>Jupiter's aggregator on the chain: sends tokens along a route of venues and refuses to deliver less than was promised.</summary>
internal sealed class JupiterProgram : IProgram
{
    private static readonly Dictionary<uint, (string Name, string Sentence)> Errors = new()
    {
        [6000] = ("EmptyRoute", "Empty route"),
        [6001] = ("SlippageToleranceExceeded", "Slippage tolerance exceeded"),
        [6003] = ("MissingPlatformFeeAccount", "Missing platform fee account"),
        [6004] = ("InvalidSlippage", "Invalid slippage"),
        [6008] = ("NotEnoughAccountKeys", "Not Enough Account keys"),
        [6014] = ("IncorrectTokenProgramID", "Token program ID is invalid"),
        [6018] = ("SourceAndDestinationMintCannotBeTheSame", "Source mint and destination mint cannot the same"),
        [6024] = ("InsufficientFunds", "Insufficient funds"),
        [6025] = ("InvalidTokenAccount", "Invalid token account"),
    };

    public bool IsBuiltin => false;

    public void Execute(InvokeContext context)
    {
        context.Consume(12_000);
        var call = context.Read(RouteCall.Read) ?? throw new InstructionFailure(101);
        context.Log($"Instruction: {(call.IsVersion2 ? "RouteV2" : "Route")}");
        var accounts = RouteAccounts.Read(context, call) ?? throw Fail(context, 6008);
        accounts.User.RequireSigner();
        Require(context, call.Steps.Count > 0, 6000);
        Require(context, call.SlippageBps <= 10_000, 6004);
        Require(context, call.PlatformFeeBps == 0 || accounts.Fee is not null, 6003);
        var source = TokenHolding.TryRead(accounts.Source.Data);
        Require(context, source is not null && TokenHolding.TryRead(accounts.Destination.Data) is not null, 6025);
        Require(context, source!.Mint != accounts.DestinationMint.Key, 6018);
        Require(context, source.Amount >= call.InAmount, 6024);

        var before = Amount(accounts.Destination);
        Trade(context, call, accounts);
        var delivered = Amount(accounts.Destination) - before;
        var fee = PoolMath.Share(delivered, call.PlatformFeeBps);
        if (fee > 0)
        {
            Pay(context, accounts, fee);
        }

        var kept = Amount(accounts.Destination) - before;
        Require(context, kept >= PoolMath.Least(call.QuotedOut, call.SlippageBps), 6001);
        var result = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(result, kept);
        context.Return(result);
    }

    private static void Trade(InvokeContext context, RouteCall call, RouteAccounts accounts)
    {
        // How much there is of each of the route's tokens; the first is what goes in.
        var amounts = new Dictionary<byte, ulong> { [0] = call.InAmount };
        var next = accounts.Next;
        foreach (var step in call.Steps)
        {
            var length = step.IsVersion2 ? 15 : 11;
            var metas = new AccountMeta[length];
            for (var i = 0; i < length; i++)
            {
                var account = context[next + 1 + i];
                metas[i] = new AccountMeta(account.Key, account.Key == accounts.User.Key, account.IsWritable);
            }

            Require(context, context[next].Key == ProgramIds.Whirlpool, 6025);
            var first = step.IsVersion2 ? 7 : 3;
            var received = context[next + 1 + first + (step.AToB ? 2 : 0)];
            var available = amounts.GetValueOrDefault(step.Input);
            var spent = PoolMath.Share(available, step.Bps);
            var before = Amount(received);
            context.Invoke(new Instruction(ProgramIds.Whirlpool, metas, WhirlpoolProgram.Data(step.IsVersion2, spent, step.AToB)));
            amounts[step.Input] = available - spent;
            amounts[step.Output] = amounts.GetValueOrDefault(step.Output) + Amount(received) - before;
            next += 1 + length;
        }
    }

    private static void Pay(InvokeContext context, RouteAccounts accounts, ulong fee)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, fee);
        context.Invoke(new Instruction(accounts.DestinationMint.Owner,
            [AccountMeta.Write(accounts.Destination.Key), AccountMeta.Read(accounts.DestinationMint.Key), AccountMeta.Write(accounts.Fee!.Key), AccountMeta.Sign(accounts.User.Key)],
            [12, .. number, accounts.DestinationMint.Data[44]]));
    }

    private static ulong Amount(InstructionAccount account) => TokenHolding.TryRead(account.Data)?.Amount ?? 0;

    private static void Require(InvokeContext context, bool holds, uint otherwise)
    {
        if (!holds)
        {
            throw Fail(context, otherwise);
        }
    }

    private static InstructionFailure Fail(InvokeContext context, uint code)
    {
        var (name, sentence) = Errors[code];
        context.Log($"AnchorError occurred. Error Code: {name}. Error Number: {code}. Error Message: {sentence}.");
        return new InstructionFailure(code);
    }
}
