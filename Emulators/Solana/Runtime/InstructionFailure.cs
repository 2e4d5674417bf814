namespace PuppetEngine.Emulators.Solana.Runtime;

/// <summary>Ends an instruction, and with it the transaction. Never leaves the transaction processor.</summary>
internal sealed class InstructionFailure(InstructionError error, string? sentence = null) : Exception(sentence ?? error.Sentence)
{
    public InstructionFailure(string name)
        : this(new InstructionError(name))
    {
    }

    public InstructionFailure(uint code)
        : this(InstructionError.Custom(code))
    {
    }

    public InstructionError Error => error;
}
