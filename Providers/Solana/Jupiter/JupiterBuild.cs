using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Jupiter;

/// <summary>The parts of a swap, for us to assemble. All of it is a proposal: what is assembled is inspected before it is signed.</summary>
public sealed record JupiterBuild
{
    /// <summary>The quote.</summary>
    public required JupiterQuote Quote { get; init; }

    /// <summary>Before the swap: token accounts, wrapping.</summary>
    public required ImmutableArray<Instruction> Setup { get; init; }

    /// <summary>The swap.</summary>
    public required Instruction Swap { get; init; }

    /// <summary>After the swap: unwrapping; null for nothing.</summary>
    public required Instruction? Cleanup { get; init; }

    /// <summary>Anything else that Jupiter wants in.</summary>
    public required ImmutableArray<Instruction> Other { get; init; }

    /// <summary>A tip; null for none. It is left out when the swap is assembled.</summary>
    public required Instruction? Tip { get; init; }

    /// <summary>The price of a compute unit that Jupiter proposes, in millionths of a lamport; 0 for none.</summary>
    public required ulong UnitPrice { get; init; }

    /// <summary>The lookup tables that the swap may use. Their entries are read from the chain, not taken from here.</summary>
    public required ImmutableArray<PublicKey> LookupTables { get; init; }

    /// <summary>The blockhash that Jupiter proposes.</summary>
    public required Blockhash Blockhash { get; init; }

    /// <summary>The last block height of that blockhash.</summary>
    public required ulong LastValidBlockHeight { get; init; }

    /// <summary>Assembles the swap with our own limit and price, without the tip.</summary>
    /// <param name="wallet">Pays and signs.</param>
    /// <param name="unitLimit">The limit of compute units: by a simulation, or the largest for one.</param>
    /// <param name="unitPrice">The price of a unit, in millionths of a lamport.</param>
    /// <param name="blockhash">The blockhash, whose last height the caller knows.</param>
    /// <param name="tables">The lookup tables, as read from the chain.</param>
    /// <exception cref="TransactionFormatException">It does not fit into a packet.</exception>
    public SolanaTransaction Assemble(PublicKey wallet, uint unitLimit, ulong unitPrice, Blockhash blockhash, IReadOnlyCollection<AddressLookupTable> tables)
    {
        List<Instruction> instructions = [ComputeBudgetInstructions.SetUnitLimit(unitLimit), ComputeBudgetInstructions.SetUnitPrice(unitPrice), .. Setup, Swap];
        if (Cleanup is not null)
        {
            instructions.Add(Cleanup);
        }

        instructions.AddRange(Other);
        return SolanaTransaction.Unsigned(MessageCompiler.Compile(wallet, instructions, blockhash, tables));
    }
}
