using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Providers.Solana.Inspection;

/// <summary>
/// Where the accounts and arguments of one of Jupiter's route instructions stand. Sources: the program's Anchor IDL, published as
/// <c>jup-ag/instruction-parser src/idl/jupiter.ts</c> (47aaf980, for the instructions without <c>_v2</c>) and on the chain in the IDL account
/// <c>C88XWfp26heEmDkmfSzeXP7Fd7GQJ2j9dDTUsyiZbUTa</c> as public clients quote it (for all). The first eight bytes of the data are those of
/// SHA-256 of <c>global:</c> and the name, Anchor's rule. An absent optional account is Jupiter's own address in its place.
/// </summary>
internal sealed record JupiterRouteLayout
{
    private JupiterRouteLayout(string name) => Name = name;

    /// <summary>Jupiter's name.</summary>
    public string Name { get; }

    /// <summary>Whether the input or the output is fixed.</summary>
    public SwapMode Mode { get; private init; }

    /// <summary>Whether the amount comes from a token ledger instead of the data.</summary>
    public bool HasLedger { get; private init; }

    /// <summary>Whether it begins with the number of a program authority, whose accounts the tokens pass.</summary>
    public bool IsShared { get; private init; }

    /// <summary>Whether the amounts stand before the route plan and the fees are wider: the <c>_v2</c> instructions.</summary>
    public bool IsV2 { get; private init; }

    /// <summary>The indices of accounts; null where the instruction has none.</summary>
    public required int Authority { get; init; }

    public required int Source { get; init; }

    public required int Destination { get; init; }

    public int? OtherDestination { get; private init; }

    public int? SourceMint { get; private init; }

    public required int DestinationMint { get; init; }

    public int? FeeAccount { get; private init; }

    public int? ProgramAuthority { get; private init; }

    /// <summary>The event authority; Jupiter's own address follows it, and the accounts of the venues follow that.</summary>
    public required int EventAuthority { get; init; }

    /// <summary>The input's token program, or that of both.</summary>
    public required int TokenProgram { get; init; }

    /// <summary>The output's token program; null where one account serves both.</summary>
    public int? OutputTokenProgram { get; private init; }

    /// <summary>All route instructions by their first eight bytes, read as a little-endian number.</summary>
    public static FrozenDictionary<ulong, JupiterRouteLayout> All { get; } = Layouts().ToFrozenDictionary(layout => Discriminator(layout.Name));

    private static ulong Discriminator(string name) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes("global:" + name)));

    private static IEnumerable<JupiterRouteLayout> Layouts()
    {
        var route = new JupiterRouteLayout("route")
        {
            TokenProgram = 0, Authority = 1, Source = 2, Destination = 3, OtherDestination = 4, DestinationMint = 5, FeeAccount = 6, EventAuthority = 7,
        };
        var shared = new JupiterRouteLayout("shared_accounts_route")
        {
            IsShared = true, TokenProgram = 0, ProgramAuthority = 1, Authority = 2, Source = 3, Destination = 6, SourceMint = 7, DestinationMint = 8, FeeAccount = 9, EventAuthority = 11,
        };
        var routeV2 = new JupiterRouteLayout("route_v2")
        {
            IsV2 = true, Authority = 0, Source = 1, Destination = 2, SourceMint = 3, DestinationMint = 4, TokenProgram = 5, OutputTokenProgram = 6, OtherDestination = 7, EventAuthority = 8,
        };
        var sharedV2 = new JupiterRouteLayout("shared_accounts_route_v2")
        {
            IsV2 = true, IsShared = true, ProgramAuthority = 0, Authority = 1, Source = 2, Destination = 5, SourceMint = 6, DestinationMint = 7, TokenProgram = 8, OutputTokenProgram = 9, EventAuthority = 10,
        };
        yield return route;
        yield return new JupiterRouteLayout("route_with_token_ledger")
        {
            HasLedger = true, TokenProgram = 0, Authority = 1, Source = 2, Destination = 3, OtherDestination = 4, DestinationMint = 5, FeeAccount = 6, EventAuthority = 8,
        };
        yield return new JupiterRouteLayout("exact_out_route")
        {
            Mode = SwapMode.ExactOut, TokenProgram = 0, Authority = 1, Source = 2, Destination = 3, OtherDestination = 4, SourceMint = 5, DestinationMint = 6, FeeAccount = 7, EventAuthority = 9,
        };
        yield return shared;
        yield return new JupiterRouteLayout("shared_accounts_route_with_token_ledger")
        {
            HasLedger = true, IsShared = true, TokenProgram = 0, ProgramAuthority = 1, Authority = 2, Source = 3, Destination = 6, SourceMint = 7, DestinationMint = 8, FeeAccount = 9, EventAuthority = 12,
        };
        yield return Renamed(shared, "shared_accounts_exact_out_route");
        yield return routeV2;
        yield return sharedV2;
        yield return Renamed(routeV2, "exact_out_route_v2");
        yield return Renamed(sharedV2, "shared_accounts_exact_out_route_v2");

        static JupiterRouteLayout Renamed(JupiterRouteLayout like, string name) => new(name)
        {
            Mode = SwapMode.ExactOut, IsShared = like.IsShared, IsV2 = like.IsV2, Authority = like.Authority, Source = like.Source, Destination = like.Destination,
            OtherDestination = like.OtherDestination, SourceMint = like.SourceMint, DestinationMint = like.DestinationMint, FeeAccount = like.FeeAccount,
            ProgramAuthority = like.ProgramAuthority, EventAuthority = like.EventAuthority, TokenProgram = like.TokenProgram, OutputTokenProgram = like.OutputTokenProgram,
        };
    }
}
