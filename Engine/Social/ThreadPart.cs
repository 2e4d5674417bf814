namespace PuppetEngine.Engine.Social;

/// <summary>One post of a thread.</summary>
/// <param name="Id">Stable: the same source and options give the same ids in every process. It begins with the part's place, as in <c>002-9f…</c>.</param>
/// <param name="Body">Its piece of the source.</param>
/// <param name="Text">What is posted: the body, with its number where the thread is numbered.</param>
public sealed record ThreadPart(string Id, string Body, string Text);
