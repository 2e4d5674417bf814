using System.Text.Json.Serialization;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;
using PuppetEngine.Tests.Providers.Solana.Transactions;

namespace PuppetEngine.Tests.Providers.Solana.Inspection;

/// <summary>A swap that another client made, with its quote.</summary>
internal sealed record RouteVector
{
    internal static readonly List<RouteVector> All = Vectors.Of<RouteVector>("routes.json", "routes");

    public required string Kind { get; init; }
    public required string Wallet { get; init; }
    public required string InputMint { get; init; }
    public required string InputProgram { get; init; }
    public required string OutputMint { get; init; }
    public required string OutputProgram { get; init; }
    public required bool ExactOut { get; init; }
    public required string InAmount { get; init; }
    public required string OutAmount { get; init; }
    public required ushort Slippage { get; init; }
    public required ushort FeeBps { get; init; }
    public required string? FeeAccount { get; init; }
    public required string? TipAccount { get; init; }
    public required ulong Tip { get; init; }
    public required string PriorityFee { get; init; }
    public required string Blockhash { get; init; }
    public required List<MintVector> Intermediate { get; init; }
    public required List<TransactionVectorTests.TableVector> Tables { get; init; }
    public required List<string> Created { get; init; }
    public required string Transaction { get; init; }

    [JsonIgnore]
    public byte[] Bytes => Convert.FromBase64String(Transaction);

    [JsonIgnore]
    public List<AddressLookupTable> LookupTables => [.. Tables.Select(table => new AddressLookupTable(PublicKey.Parse(table.Key), [.. table.Addresses.Select(PublicKey.Parse)]))];

    [JsonIgnore]
    public SwapExpectation Expectation => new()
    {
        Wallet = PublicKey.Parse(Wallet),
        InputMint = PublicKey.Parse(InputMint),
        InputProgram = PublicKey.Parse(InputProgram),
        OutputMint = PublicKey.Parse(OutputMint),
        OutputProgram = PublicKey.Parse(OutputProgram),
        Mode = ExactOut ? SwapMode.ExactOut : SwapMode.ExactIn,
        InAmount = ulong.Parse(InAmount),
        OutAmount = ulong.Parse(OutAmount),
        SlippageBasisPoints = Slippage,
        MaximumPriorityFee = ulong.Parse(PriorityFee),
        PlatformFeeBasisPoints = FeeBps,
        FeeAccount = FeeAccount is null ? null : PublicKey.Parse(FeeAccount),
        TipAccount = TipAccount is null ? null : PublicKey.Parse(TipAccount),
        MaximumTip = Tip,
        Blockhash = PuppetEngine.Providers.Solana.Transactions.Blockhash.Parse(Blockhash),
        IntermediateMints = Intermediate.ToDictionary(m => PublicKey.Parse(m.Mint), m => PublicKey.Parse(m.Program)),
    };

    public SwapInspectionResult Inspect() => SwapInspection.Inspect(Bytes, Expectation, LookupTables, LookupTables);

    internal sealed record MintVector(string Mint, string Program);
}
