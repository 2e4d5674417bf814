using Microsoft.Extensions.Logging;

namespace PuppetEngine.Tests.TestHost;

/// <summary>Keeps what the processes logged as errors, one line per kind with its count, for the reader of a failed test.</summary>
public sealed class ErrorLog : ILoggerProvider, ILogger
{
    private readonly Dictionary<string, int> _lines = [];

    /// <summary>The lines, most frequent first.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines.OrderByDescending(l => l.Value).Select(l => $"{l.Value,6} × {l.Key}")];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var line = exception is null ? formatter(state, null) : $"{eventId.Id} {exception.GetType().Name}: {exception.Message}";
            lock (_lines)
            {
                _lines[line] = _lines.GetValueOrDefault(line) + 1;
            }
        }
    }

    public void Dispose()
    {
    }
}
