using System.Text;

namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>
/// Token counts without a tokenizer: one token per four bytes of UTF-8, rounded up, and four more per message, three per answer.
/// </summary>
internal static class TokenEstimate
{
    public static int Of(string text) => (Encoding.UTF8.GetByteCount(text) + 3) / 4;

    public static int Of(IEnumerable<ChatMessage> messages) => messages.Sum(m => Of(m.Content) + 4) + 3;
}
