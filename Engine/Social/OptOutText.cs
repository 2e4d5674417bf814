using PuppetEngine.Engine.Social.Conversations;

namespace PuppetEngine.Engine.Social;

/// <summary>Whether somebody tells an account to leave them alone. X asks automated accounts to honour it, and so it is read generously.</summary>
public static class OptOutText
{
    /// <summary>Whether a text says stop; the phrases are those of <see cref="StopPhrases"/>.</summary>
    public static bool IsRequest(string text) => StopPhrases.Asks(text);
}
