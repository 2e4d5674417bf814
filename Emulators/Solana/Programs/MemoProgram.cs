using System.Text;
using PuppetEngine.Emulators.Solana.Runtime;

namespace PuppetEngine.Emulators.Solana.Programs;

/// <summary>Writes its bytes into the log, if they are UTF-8 and every account it is given has signed.</summary>
internal sealed class MemoProgram : IProgram
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public bool IsBuiltin => false;

    public void Execute(InvokeContext context)
    {
        context.Consume(2_000 + (150ul * (ulong)context.Data.Length));
        for (var i = 0; i < context.Count; i++)
        {
            context[i].RequireSigner();
            context.Log($"Signed by {context[i].Key}");
        }

        try
        {
            context.Log($"Memo (len {context.Data.Length}): \"{Strict.GetString(context.Data)}\"");
        }
        catch (DecoderFallbackException e)
        {
            // The real program does not catch it either, and so ends without an error of its own.
            throw new InstructionFailure(new InstructionError("ProgramFailedToComplete"),
                $"invalid utf-8 sequence of {e.BytesUnknown!.Length} bytes from index {e.Index}: [{string.Join(", ", context.Data)}]");
        }
    }
}
