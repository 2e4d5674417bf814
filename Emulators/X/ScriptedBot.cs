namespace PuppetEngine.Emulators.X;

/// <summary>How a scripted user answers.</summary>
/// <param name="Text">What it says; <c>{n}</c> is the number of the answer.</param>
/// <param name="Most">How often it answers in all.</param>
/// <param name="Delay">How long it waits.</param>
/// <param name="Only">Handles that it answers; empty for everybody.</param>
internal sealed record ScriptedBot(string Text, int Most, TimeSpan Delay, List<string> Only);
