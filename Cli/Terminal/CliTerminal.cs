using System.Globalization;
using PuppetEngine.ServiceDefaults.Logging;
using Spectre.Console;

namespace PuppetEngine.Cli.Terminal;

/// <summary>
/// Where the CLI writes. Colours only on a terminal (and never with <c>NO_COLOR</c>); text from outside has its control characters
/// escaped and is never read as markup.
/// </summary>
public sealed class CliTerminal
{
    private const int WideEnough = 160;

    private readonly TimeProvider _time;
    private readonly TextWriter _plain;

    /// <summary>A terminal over two writers.</summary>
    public CliTerminal(TextWriter output, TextWriter error, bool isTerminal, TimeProvider time)
    {
        _time = time;
        _plain = output;
        Out = Console(output, isTerminal);
        Error = Console(error, isTerminal);
        IsTerminal = isTerminal;
    }

    /// <summary>Results.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Failures and hints.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether a person sits in front of it.</summary>
    public bool IsTerminal { get; }

    /// <summary>The clock by which times are told.</summary>
    internal TimeProvider Time => _time;

    /// <summary>The process's own.</summary>
    public static CliTerminal ForProcess() => new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected, TimeProvider.System);

    /// <summary>Outside text, made harmless for a terminal and for markup.</summary>
    public static string Safe(string? text) => Markup.Escape(ControlCharacters.Escape(text ?? ""));

    /// <summary>The same, with its line breaks kept.</summary>
    public static string SafeLines(string? text) => Markup.Escape(ControlCharacters.Escape(text ?? "", keepLines: true));

    /// <summary>A table in the CLI's one style.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = true };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn($"[bold]{Safe(column)}[/]"));
        }

        return table;
    }

    /// <summary>A time as a person says it, as in <c>in 5 min</c>; a dash when there is none.</summary>
    public string When(DateTimeOffset? at)
    {
        if (at is not { } moment)
        {
            return "-";
        }

        var distance = moment - _time.GetUtcNow();
        var size = distance.Duration();
        var words = size switch
        {
            _ when size < TimeSpan.FromSeconds(45) => "now",
            _ when size < TimeSpan.FromMinutes(90) => string.Create(CultureInfo.InvariantCulture, $"{size.TotalMinutes:0} min"),
            _ when size < TimeSpan.FromHours(36) => string.Create(CultureInfo.InvariantCulture, $"{size.TotalHours:0} h"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{size.TotalDays:0} d"),
        };
        return words == "now" ? words : distance > TimeSpan.Zero ? "in " + words : words + " ago";
    }

    /// <summary>A due time: what is overdue is <c>due</c>, because late work is spread out and comes.</summary>
    public string Due(DateTimeOffset? at) => at <= _time.GetUtcNow() ? "due" : When(at);

    /// <summary>Text as it is, without wrapping or markup: for JSON, links and keys.</summary>
    public void Raw(string text) => _plain.WriteLine(text);

    private static IAnsiConsole Console(TextWriter writer, bool isTerminal)
    {
        var colours = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colours ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal)
        {
            // Into a pipe nothing is wrapped at a width that nobody has.
            console.Profile.Width = WideEnough;
        }

        return console;
    }
}
