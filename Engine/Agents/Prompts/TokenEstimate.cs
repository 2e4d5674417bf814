using System.Text;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>
/// Estimates tokens without a tokenizer: a quarter of the UTF-8 bytes, rounded up, and four for each message's frame. For English that is
/// within a fifth of what the providers count; other scripts have more bytes for a letter and so come out higher, as they do there.
/// </summary>
public static class TokenEstimate
{
    /// <summary>Of a text.</summary>
    public static int Of(string text) => (Encoding.UTF8.GetByteCount(text) + 3) / 4;

    /// <summary>Of a whole prompt.</summary>
    public static int Of(IEnumerable<LlmMessage> messages) => messages.Sum(message => Of(message.Text) + 4);
}
