namespace PuppetEngine.Emulators.X.Posts;

/// <summary>A poll under a post. Nobody votes in the emulated world.</summary>
internal sealed record XPoll(List<string> Options, int Minutes);
