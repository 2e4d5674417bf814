using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>One call of a program.</summary>
/// <param name="program">The program.</param>
/// <param name="accounts">Its accounts, in the order that the program expects.</param>
/// <param name="data">Its arguments, as the program reads them.</param>
public sealed class Instruction(PublicKey program, ImmutableArray<AccountMeta> accounts, ImmutableArray<byte> data)
{
    /// <summary>The program.</summary>
    public PublicKey Program { get; } = program;

    /// <summary>Its accounts, in order.</summary>
    public ImmutableArray<AccountMeta> Accounts { get; } = accounts;

    /// <summary>Its arguments.</summary>
    public ImmutableArray<byte> Data { get; } = data;

    /// <inheritdoc/>
    public override string ToString() => $"{Program} ({Accounts.Length} accounts, {Data.Length} bytes)";
}
