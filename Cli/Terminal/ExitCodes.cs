namespace PuppetEngine.Cli.Terminal;

/// <summary>The exit codes of every command. Stable: scripts read them.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Refused, failed or not reachable; the reason is on the error output.</summary>
    public const int Failure = 1;

    /// <summary>Something waits for a person: <c>puppet status</c>, a broken journal, a post that waits, is in doubt or failed.</summary>
    public const int NeedsPerson = 2;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 64;
}
