using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace PuppetEngine.ServiceDefaults.Logging;

/// <summary>
/// Keeps the log of what starts a program silent until the start is done: it would write a stack trace for what the program itself says in
/// a sentence. With the log level Debug it speaks.
/// </summary>
public sealed class StartLog
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private bool _started;

    /// <summary>Filters a process's log.</summary>
    /// <param name="logging">The log.</param>
    /// <param name="configuration">What the log levels are read from.</param>
    /// <param name="categories">Whose log is kept silent, beside the host's own; afterwards each writes from its configured level on, from Warning by default.</param>
    public void Filter(ILoggingBuilder logging, IConfiguration configuration, params ReadOnlySpan<string> categories)
    {
        var speaks = Level(configuration, "Default") <= LogLevel.Debug;
        logging.AddFilter(Host, written => speaks || (Volatile.Read(ref _started) && written >= LogLevel.Warning));
        foreach (var category in categories)
        {
            var least = Level(configuration, category) ?? LogLevel.Warning;
            logging.AddFilter(category, written => (speaks || Volatile.Read(ref _started)) && written >= least);
        }
    }

    /// <summary>From here on failures are news.</summary>
    public void Started() => Volatile.Write(ref _started, true);

    private static LogLevel? Level(IConfiguration configuration, string category) =>
        Enum.TryParse<LogLevel>(configuration[$"Logging:LogLevel:{category}"], ignoreCase: true, out var level) ? level : null;
}
