using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>
/// An account as one instruction may use it. The runtime's own rules stand here: only a writable account changes, only its owner
/// takes lamports from it, writes its bytes or gives it away.
/// </summary>
internal sealed class InstructionAccount(WorkingAccount account, PublicKey program, bool isSigner, bool isWritable)
{
    public PublicKey Key => account.Key;

    public bool IsSigner => isSigner;

    public bool IsWritable => isWritable;

    public ulong Lamports => account.Lamports;

    public PublicKey Owner => account.Owner;

    public byte[] Data => account.Data;

    public bool Executable => account.Executable;

    public void Add(ulong lamports)
    {
        RequireWritable("ReadonlyLamportChange");
        account.Lamports = lamports <= ulong.MaxValue - account.Lamports ? account.Lamports + lamports : throw new InstructionFailure("ArithmeticOverflow");
    }

    public void Take(ulong lamports)
    {
        RequireWritable("ReadonlyLamportChange");
        if (lamports > 0 && account.Owner != program)
        {
            throw new InstructionFailure("ExternalAccountLamportSpend");
        }

        account.Lamports = lamports <= account.Lamports ? account.Lamports - lamports : throw new InstructionFailure("InsufficientFunds");
    }

    /// <summary>The bytes for writing, with another length where one is given.</summary>
    public Span<byte> Write(int? length = null)
    {
        RequireWritable("ReadonlyDataModified");
        return account.Owner == program ? account.Writable(length) : throw new InstructionFailure("ExternalAccountDataModified");
    }

    public void Assign(PublicKey owner)
    {
        RequireWritable("ModifiedProgramId");
        account.Owner = account.Owner == program ? owner : throw new InstructionFailure("ModifiedProgramId");
    }

    public InstructionAccount RequireSigner() => isSigner ? this : throw new InstructionFailure("MissingRequiredSignature");

    private void RequireWritable(string otherwise)
    {
        if (!isWritable)
        {
            throw new InstructionFailure(otherwise);
        }
    }
}
