namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Keeps the host's own log silent until the start is done: it would write a stack trace for what <see cref="StartFailure"/> says in a
/// sentence. With the log level Debug it speaks.
/// </summary>
internal sealed class StartLog
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private bool _started;

    /// <summary>Filters a process's log.</summary>
    public void Filter(ILoggingBuilder logging, IConfiguration configuration)
    {
        var speaks = Enum.TryParse<LogLevel>(configuration["Logging:LogLevel:Default"], ignoreCase: true, out var level) && level <= LogLevel.Debug;
        logging.AddFilter(Host, written => speaks || (Volatile.Read(ref _started) && written >= LogLevel.Warning));
    }

    /// <summary>From here on the host's failures are news.</summary>
    public void Started() => Volatile.Write(ref _started, true);
}
