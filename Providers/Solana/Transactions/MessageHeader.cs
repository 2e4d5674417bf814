using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>How the static accounts of a message divide: signers first, of both kinds the writable ones first.</summary>
/// <param name="RequiredSignatures">How many of them sign.</param>
/// <param name="ReadonlySigned">How many of the signers, the last ones, are only read.</param>
/// <param name="ReadonlyUnsigned">How many of the others, the last ones, are only read.</param>
public readonly record struct MessageHeader(byte RequiredSignatures, byte ReadonlySigned, byte ReadonlyUnsigned);

/// <summary>An instruction whose program and accounts are indices into the message's accounts.</summary>
/// <param name="ProgramIndex">The program's index, among the static accounts.</param>
/// <param name="Accounts">The accounts' indices.</param>
/// <param name="Data">The arguments.</param>
public readonly record struct CompiledInstruction(byte ProgramIndex, ImmutableArray<byte> Accounts, ImmutableArray<byte> Data);

/// <summary>Accounts that a message takes from a lookup table on the chain.</summary>
/// <param name="Table">The table's address.</param>
/// <param name="WritableIndexes">The entries that may change.</param>
/// <param name="ReadonlyIndexes">The entries that are only read.</param>
public readonly record struct AddressTableLookup(PublicKey Table, ImmutableArray<byte> WritableIndexes, ImmutableArray<byte> ReadonlyIndexes);
