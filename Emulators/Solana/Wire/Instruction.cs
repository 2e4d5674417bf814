namespace PuppetEngine.Emulators.Solana.Wire;

/// <summary>An account that an instruction names, with what it may do to it.</summary>
internal readonly record struct AccountMeta(PublicKey Key, bool IsSigner, bool IsWritable)
{
    public static AccountMeta Read(PublicKey key) => new(key, false, false);

    public static AccountMeta Write(PublicKey key) => new(key, false, true);

    public static AccountMeta Sign(PublicKey key) => new(key, true, false);

    public static AccountMeta Pay(PublicKey key) => new(key, true, true);
}

/// <summary>A call of a program, before it is compiled into a message or when one program calls another.</summary>
internal sealed record Instruction(PublicKey Program, AccountMeta[] Accounts, byte[] Data);
