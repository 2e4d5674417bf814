namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>Reads messages and refuses what the cluster's own sanitizing refuses.</summary>
internal static class MessageReader
{
    private const byte VersionBit = 0x80;

    /// <exception cref="FormatException">The bytes are no message, or contradict themselves.</exception>
    public static Message Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var first = reader.Byte();
        int? version = null;
        if ((first & VersionBit) != 0)
        {
            version = first & ~VersionBit;
            if (version != 0)
            {
                throw new FormatException($"Message version {version} is unknown.");
            }

            first = reader.Byte();
        }

        var (readonlySigners, readonlyOthers) = (reader.Byte(), reader.Byte());
        var keys = new PublicKey[reader.ShortLength()];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.Key();
        }

        var blockhash = reader.Key();
        var instructions = new CompiledInstruction[reader.ShortLength()];
        for (var i = 0; i < instructions.Length; i++)
        {
            instructions[i] = new CompiledInstruction(reader.Byte(), reader.Bytes(reader.ShortLength()).ToArray(), reader.Bytes(reader.ShortLength()).ToArray());
        }

        var lookups = new TableLookup[version is null ? 0 : reader.ShortLength()];
        for (var i = 0; i < lookups.Length; i++)
        {
            lookups[i] = new TableLookup(reader.Key(), reader.Bytes(reader.ShortLength()).ToArray(), reader.Bytes(reader.ShortLength()).ToArray());
        }

        if (reader.Remaining > 0)
        {
            throw new FormatException($"{reader.Remaining} bytes are left over after the message.");
        }

        var message = new Message(version, first, readonlySigners, readonlyOthers, keys, blockhash, instructions, lookups);
        Check(message);
        return message;
    }

    private static void Check(Message message)
    {
        var all = message.Keys.Length + message.Lookups.Sum(l => l.Writable.Length + l.Readonly.Length);
        if (message.Signers == 0 || message.ReadonlySigners >= message.Signers || message.Signers + message.ReadonlyOthers > message.Keys.Length)
        {
            throw new FormatException("The header's counts do not fit the keys.");
        }

        if (message.Keys.Distinct().Count() != message.Keys.Length)
        {
            throw new FormatException("A key stands in the message twice.");
        }

        if (all > 256 || message.Lookups.Any(l => l.Writable.Length + l.Readonly.Length == 0))
        {
            throw new FormatException("A lookup takes no key, or there are more than 256 keys.");
        }

        foreach (var instruction in message.Instructions)
        {
            // The payer is never a program, and programs are named in the message itself.
            if (instruction.Program == 0 || instruction.Program >= message.Keys.Length || instruction.Accounts.Any(a => a >= all))
            {
                throw new FormatException("An instruction names an account that is not there.");
            }
        }
    }
}
