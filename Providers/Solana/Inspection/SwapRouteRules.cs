using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>Compares a decoded route with what was expected.</summary>
internal static class SwapRouteRules
{
    /// <summary>What differs, each with its code.</summary>
    internal static IEnumerable<(string Code, string Message)> Check(JupiterRoute route, Instruction instruction, SwapExpectation expected, OwnTokenAccounts own) =>
        Accounts(route, instruction, expected, own).Concat(Amounts(route, expected));

    private static IEnumerable<(string Code, string Message)> Accounts(JupiterRoute route, Instruction instruction, SwapExpectation expected, OwnTokenAccounts own)
    {
        var layout = route.Layout;
        var source = own.Of(expected.InputMint, expected.InputProgram);
        var destination = own.Of(expected.OutputMint, expected.OutputProgram);
        if (At(layout.Authority) != expected.Wallet || !instruction.Accounts[layout.Authority].IsSigner)
        {
            yield return (SwapRefusalCodes.RouteAuthority, $"The route is authorised by {At(layout.Authority)}, not by the wallet.");
        }

        if (At(layout.Source) != source)
        {
            yield return (SwapRefusalCodes.RouteSource, $"The route takes from {At(layout.Source)}, not from the wallet's {source}.");
        }

        if (At(layout.Destination) != destination || (layout.OtherDestination is { } other && Optional(other) is { } elsewhere && elsewhere != destination))
        {
            yield return (SwapRefusalCodes.RouteDestination, $"The route does not pay out to the wallet's {destination}.");
        }

        if ((layout.SourceMint is { } mint && At(mint) != expected.InputMint) || At(layout.DestinationMint) != expected.OutputMint)
        {
            yield return (SwapRefusalCodes.RouteMint, "The route is about other mints than the quote.");
        }

        if (layout.FeeAccount is { } fee)
        {
            if (Optional(fee) is var taker && taker != expected.FeeAccount && (taker is not null || expected.PlatformFeeBasisPoints > 0))
            {
                yield return (SwapRefusalCodes.RouteFeeAccount, taker is { } stranger ? $"The platform's share goes to {stranger}." : "The route names no account for the platform's share.");
            }
        }
        // The newer instructions have no place for it: a stated share is bounded by its rate, a stated account cannot be checked.
        else if (expected.FeeAccount is not null)
        {
            yield return (SwapRefusalCodes.RouteFeeAccount, $"The route {layout.Name} does not say where the platform's share goes.");
        }

        if (At(layout.EventAuthority) != JupiterRoute.EventAuthority || At(layout.EventAuthority + 1) != SolanaPrograms.Jupiter
            || (layout.ProgramAuthority is { } authority && At(authority) != JupiterRoute.ProgramAuthority(route.AuthorityId))
            || !TokenProgramsFit())
        {
            yield return (SwapRefusalCodes.RouteAccounts, "The route's fixed accounts are not Jupiter's own and the programs of the mints.");
        }

        PublicKey At(int index) => instruction.Accounts[index].Key;

        PublicKey? Optional(int index) => At(index) is var key && key != SolanaPrograms.Jupiter ? key : null;

        // The older instructions name one program for both mints, or SPL Token with Token-2022 beside it.
        bool TokenProgramsFit() => layout.OutputTokenProgram is { } output
            ? At(layout.TokenProgram) == expected.InputProgram && At(output) == expected.OutputProgram
            : SolanaPrograms.IsTokenProgram(At(layout.TokenProgram));
    }

    private static IEnumerable<(string Code, string Message)> Amounts(JupiterRoute route, SwapExpectation expected)
    {
        if (route.Layout.Mode != expected.Mode)
        {
            yield return (SwapRefusalCodes.RouteMode, $"The route {route.Layout.Name} fixes the other side than the quote.");
        }

        if (route.InAmount != expected.InAmount)
        {
            yield return (SwapRefusalCodes.RouteIn, $"The route takes {route.InAmount}, the quote says {expected.InAmount}.");
        }

        if (route.OutAmount != expected.OutAmount)
        {
            yield return (SwapRefusalCodes.RouteOut, $"The route gives {route.OutAmount}, the quote says {expected.OutAmount}.");
        }

        if (route.SlippageBasisPoints != expected.SlippageBasisPoints || route.SlippageBasisPoints > 10_000)
        {
            yield return (SwapRefusalCodes.RouteSlippage, $"The route allows a slippage of {route.SlippageBasisPoints} basis points, the quote {expected.SlippageBasisPoints}.");
        }

        if (route.PlatformFeeBasisPoints != expected.PlatformFeeBasisPoints || route.PositiveSlippageBasisPoints != 0)
        {
            yield return (SwapRefusalCodes.RouteFee, $"The route takes a share of {route.PlatformFeeBasisPoints} basis points, and {route.PositiveSlippageBasisPoints} of what exceeds the quote.");
        }
    }
}
