namespace PuppetEngine.Silo.Hosting;

/// <summary>The process cannot start; the message says why and how to mend it, and is all that a person sees.</summary>
public sealed class StartupException(string message, Exception? inner) : Exception(message, inner);
