using System.Diagnostics;
using System.Text.Json;
using PuppetEngine.Providers.Solana.Inspection;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Solana.Bench;

/// <summary>What a trade costs in computation: signatures, reading, and the inspection of swaps, over the 120 swaps of the tests.</summary>
internal static class SolanaCard
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    /// <summary>Measures, and prints a table.</summary>
    public static void Print(TextWriter output)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "routes.json")));
        var swaps = document.RootElement.GetProperty("routes").EnumerateArray().Select(Swap.Of).ToList();
        using var wallet = SolanaKeyPair.Generate();
        var message = SolanaTransaction.Parse(swaps[0].Bytes).Message.Bytes.ToArray();
        var signature = wallet.Sign(message);
        var accepted = swaps.Count(swap => swap.Inspect().IsAccepted);

        output.WriteLine($"| what ({swaps.Count} swaps, {accepted} accepted) | a second | µs each |");
        output.WriteLine("|---|---|---|");
        Measure(output, $"sign {message.Length} bytes", i => wallet.Sign(message));
        Measure(output, "verify them", i => Ed25519Verifier.Verify(wallet.Address, message, signature));
        Measure(output, "derive a token account", i => ProgramDerivedAddress.AssociatedTokenAccount(swaps[i % swaps.Count].Expectation.OutputMint, SolanaPrograms.Usdc, SolanaPrograms.Token));
        Measure(output, "read a swap", i => SolanaTransaction.Parse(swaps[i % swaps.Count].Bytes));
        Measure(output, "inspect a swap", i => swaps[i % swaps.Count].Inspect());
    }

    private static void Measure(TextWriter output, string what, Func<int, object> act)
    {
        for (var i = 0; i < 300; i++)
        {
            act(i);
        }

        var count = 0;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Length)
        {
            act(count++);
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(FormattableString.Invariant($"| {what} | {count / seconds:N0} | {seconds / count * 1e6:N0} |"));
    }

    /// <summary>A swap with its quote.</summary>
    private sealed record Swap(byte[] Bytes, SwapExpectation Expectation, List<AddressLookupTable> Tables)
    {
        public SwapInspectionResult Inspect() => SwapInspection.Inspect(Bytes, Expectation, Tables, Tables);

        public static Swap Of(JsonElement route) => new(
            route.GetProperty("transaction").GetBytesFromBase64(),
            new SwapExpectation
            {
                Wallet = Key(route, "wallet")!.Value,
                InputMint = Key(route, "input_mint")!.Value,
                InputProgram = Key(route, "input_program")!.Value,
                OutputMint = Key(route, "output_mint")!.Value,
                OutputProgram = Key(route, "output_program")!.Value,
                Mode = route.GetProperty("exact_out").GetBoolean() ? SwapMode.ExactOut : SwapMode.ExactIn,
                InAmount = Number(route, "in_amount"),
                OutAmount = Number(route, "out_amount"),
                SlippageBasisPoints = route.GetProperty("slippage").GetUInt16(),
                MaximumPriorityFee = Number(route, "priority_fee"),
                PlatformFeeBasisPoints = route.GetProperty("fee_bps").GetUInt16(),
                FeeAccount = Key(route, "fee_account"),
                TipAccount = Key(route, "tip_account"),
                MaximumTip = route.GetProperty("tip").GetUInt64(),
                IntermediateMints = route.GetProperty("intermediate").EnumerateArray().ToDictionary(mint => Key(mint, "mint")!.Value, mint => Key(mint, "program")!.Value),
            },
            [.. route.GetProperty("tables").EnumerateArray().Select(table => new AddressLookupTable(
                Key(table, "key")!.Value, [.. table.GetProperty("addresses").EnumerateArray().Select(address => PublicKey.Parse(address.GetString()!))]))]);

        private static PublicKey? Key(JsonElement of, string name) => of.GetProperty(name).GetString() is { } text ? PublicKey.Parse(text) : null;

        private static ulong Number(JsonElement of, string name) => ulong.Parse(of.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
