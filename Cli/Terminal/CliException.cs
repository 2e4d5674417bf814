namespace PuppetEngine.Cli.Terminal;

/// <summary>A failure with a sentence for the person and an exit code.</summary>
public class CliException(string message, int exitCode = ExitCodes.Failure) : Exception(message)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; } = exitCode;
}
