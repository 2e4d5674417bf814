using PuppetEngine.Emulators.Solana.Runtime;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary>
/// The accounts of a route instruction by their part. An account that is left out has the program's own address (Anchor's way), and
/// with <c>route_v2</c> the account for the platform's fee is the first behind the fixed ones.
/// </summary>
/// <param name="User">Who pays the input.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Destination">Where the output goes.</param>
/// <param name="DestinationMint">Mint of the output.</param>
/// <param name="Fee">Where the platform's fee goes; null where there is none.</param>
/// <param name="Next">Place of the first step's accounts.</param>
internal sealed record RouteAccounts(
    InstructionAccount User, InstructionAccount Source, InstructionAccount Destination, InstructionAccount DestinationMint, InstructionAccount? Fee, int Next)
{
    private const int Fixed = 9;
    private const int FixedV2 = 10;

    /// <summary>The accounts; null where there are too few, or where the fixed ones are not what they have to be.</summary>
    public static RouteAccounts? Read(InvokeContext context, RouteCall call)
    {
        var count = call.IsVersion2 ? FixedV2 : Fixed;
        if (context.Count <= count || context[count - 1].Key != ProgramIds.Jupiter || context[count - 2].Key != MarketAccounts.EventAuthority)
        {
            return null;
        }

        if (!call.IsVersion2)
        {
            return new RouteAccounts(context[1], context[2], Given(context[4]) ?? context[3], context[5], Given(context[6]), count);
        }

        var hasFee = call.PlatformFeeBps > 0;
        return new RouteAccounts(context[0], context[1], Given(context[7]) ?? context[2], context[4], hasFee ? context[count] : null, count + (hasFee ? 1 : 0));
    }

    private static InstructionAccount? Given(InstructionAccount account) => account.Key == ProgramIds.Jupiter ? null : account;
}
