namespace PuppetEngine.Silo.Hosting;

/// <summary>The process cannot start; the message says why and how to mend it, and is all that a person sees.</summary>
public sealed class StartupException(string message, Exception? inner, int exitCode = StartupException.Failure) : Exception(message, inner)
{
    /// <summary>What it needs is not there, or is not as it should be.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong; the same code as the CLI's.</summary>
    public const int Usage = 64;

    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
