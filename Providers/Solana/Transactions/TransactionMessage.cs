using System.Collections.Immutable;
using PuppetEngine.Providers.Solana.Keys;

namespace PuppetEngine.Providers.Solana.Transactions;

/// <summary>
/// What a transaction's signatures sign: legacy, or version 0 with lookup tables. Immutable; it keeps the bytes it was read from, so that
/// what is signed is what was checked. The layout is that of Solana's documentation, "Transaction Binary Format".
/// </summary>
public sealed class TransactionMessage
{
    /// <summary>The prefix of version 0; a legacy message begins with its header, whose first byte is below.</summary>
    internal const byte Version0Prefix = 0x80;

    private readonly byte[] _bytes;

    private TransactionMessage(byte[] bytes) => _bytes = bytes;

    /// <summary>Whether it is of version 0 and may use lookup tables.</summary>
    public bool IsVersion0 { get; private init; }

    /// <summary>How the static accounts divide.</summary>
    public MessageHeader Header { get; private init; }

    /// <summary>The accounts that the message itself lists. The first pays the fee.</summary>
    public ImmutableArray<PublicKey> StaticAccounts { get; private init; }

    /// <summary>The hash that bounds its life.</summary>
    public Blockhash RecentBlockhash { get; private init; }

    /// <summary>The calls, in order.</summary>
    public ImmutableArray<CompiledInstruction> Instructions { get; private init; }

    /// <summary>The accounts that come from lookup tables.</summary>
    public ImmutableArray<AddressTableLookup> Lookups { get; private init; }

    /// <summary>The signed bytes, from the version prefix on.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Who pays the fee.</summary>
    public PublicKey FeePayer => StaticAccounts[0];

    /// <summary>Whose signatures it needs, in the order of the signatures.</summary>
    public ImmutableArray<PublicKey> Signers => StaticAccounts[..Header.RequiredSignatures];

    /// <summary>
    /// Reads a message. Only what the runtime would take is read, and each message in one spelling only: writing it again gives the same
    /// bytes.
    /// </summary>
    /// <exception cref="TransactionFormatException">The bytes are no such message.</exception>
    public static TransactionMessage Parse(ReadOnlySpan<byte> message)
    {
        if (message.Length > SolanaTransaction.MaxSize)
        {
            throw new TransactionFormatException(TransactionProblem.TooLarge, $"A message of {message.Length} bytes does not fit into a transaction of {SolanaTransaction.MaxSize}.");
        }

        var reader = new WireReader(message);
        var first = reader.Byte();
        var version0 = first == Version0Prefix;
        if (first > Version0Prefix)
        {
            throw new TransactionFormatException(TransactionProblem.UnsupportedVersion, $"Transactions of version {first & 0x7f} are not known here; legacy and version 0 are.");
        }

        var header = new MessageHeader(version0 ? reader.Byte() : first, reader.Byte(), reader.Byte());
        var accounts = ImmutableArray.CreateBuilder<PublicKey>();
        for (var left = reader.Length(); left > 0; left--)
        {
            accounts.Add(reader.Key());
        }

        var blockhash = new Blockhash(reader.Key());
        var instructions = ImmutableArray.CreateBuilder<CompiledInstruction>();
        for (var left = reader.Length(); left > 0; left--)
        {
            instructions.Add(new CompiledInstruction(reader.Byte(), reader.Bytes(), reader.Bytes()));
        }

        var lookups = ImmutableArray.CreateBuilder<AddressTableLookup>();
        for (var left = version0 ? reader.Length() : 0; left > 0; left--)
        {
            lookups.Add(new AddressTableLookup(reader.Key(), reader.Bytes(), reader.Bytes()));
        }

        reader.End();
        var parsed = new TransactionMessage(message.ToArray())
        {
            IsVersion0 = version0,
            Header = header,
            StaticAccounts = accounts.DrainToImmutable(),
            RecentBlockhash = blockhash,
            Instructions = instructions.DrainToImmutable(),
            Lookups = lookups.DrainToImmutable(),
        };
        MessageRules.Check(parsed);
        return parsed;
    }

    /// <summary>Whether a static account signs.</summary>
    public bool IsSigner(int index) => index < Header.RequiredSignatures;

    /// <summary>Whether a static account may change.</summary>
    public bool IsWritable(int index) => IsSigner(index)
        ? index < Header.RequiredSignatures - Header.ReadonlySigned
        : index < StaticAccounts.Length - Header.ReadonlyUnsigned;

    /// <summary>Names every account, with those of the lookup tables.</summary>
    /// <param name="tables">The tables as read from the chain; those that the message does not name are ignored.</param>
    /// <exception cref="TransactionFormatException">A table is missing or too short, or an account comes twice.</exception>
    public ResolvedMessage Resolve(IReadOnlyCollection<AddressLookupTable> tables) => ResolvedMessage.Of(this, tables);
}
