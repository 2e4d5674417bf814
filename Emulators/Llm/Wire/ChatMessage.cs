namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>One message: role and text; the parts of a list are joined by line breaks.</summary>
internal sealed record ChatMessage(string Role, string Content);
