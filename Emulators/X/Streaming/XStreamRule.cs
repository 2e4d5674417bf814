namespace PuppetEngine.Emulators.X.Streaming;

/// <summary>A rule of an app's stream, as the log keeps it.</summary>
internal sealed record XStreamRule(ulong Id, string ConsumerKey, string Value, string Tag);
