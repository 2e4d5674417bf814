using System.Globalization;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Alerts;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Tells the cluster which files of the agents' folder cannot be used, for whoever does not read the log: every gateway then lists them among
/// what waits for a person, and the alerts tell of them. Takes back what was mended, also while nobody watched the folder.
/// </summary>
internal static class AgentFolderAttention
{
    /// <summary>The code of one file.</summary>
    public const string FileCode = "agent_file";

    /// <summary>The code of those above the number that is named.</summary>
    public const string FilesCode = "agent_files";

    /// <summary>The code of a folder that cannot be read at all.</summary>
    public const string FolderCode = "agents_folder";

    /// <summary>So many files are named; a broken copy of a whole folder is one failure.</summary>
    private const int Few = 20;

    /// <summary>Makes what is reported what the folder's last look found. Idempotent.</summary>
    public static async Task TellAsync(IAttentionGrain attention, string folder, IReadOnlyList<AgentFileReport> reports) =>
        await StandAsync(attention, EntriesOf(folder, reports));

    /// <summary>Reports that the folder cannot be read; what was said of its files stands.</summary>
    public static Task TellUnreadableAsync(IAttentionGrain attention, string folder, Exception failure) => attention.Raise(new AttentionEntry
    {
        Code = FolderCode,
        Detail = $"The agents' folder {folder} cannot be read ({failure.Message.TrimEnd('.')}). Its agents live on as they are; it is looked at again every 30 seconds.",
        Command = $"ls -la {Word(folder)}",
    });

    /// <summary>What waits after a look at the folder.</summary>
    internal static List<AttentionEntry> EntriesOf(string folder, IReadOnlyList<AgentFileReport> reports)
    {
        var bad = reports.Where(report => report.Result.Problems.Exists(problem => problem.Fatal)).ToList();
        var entries = bad.Take(Few).Select(report => EntryOf(folder, report)).ToList();
        if (bad.Count > Few)
        {
            entries.Add(new AttentionEntry
            {
                Code = FilesCode,
                Detail = $"{bad.Count - Few} more files in {folder} cannot be used; the log of the silo says why, file by file.",
                Command = $"ls {Word(folder)}",
            });
        }

        return entries;
    }

    private static AttentionEntry EntryOf(string folder, AgentFileReport report)
    {
        var problems = report.Result.Problems.FindAll(problem => problem.Fatal);
        var first = problems[0];
        string[] place = [first.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"line {first.Line}") : "", first.Field];
        var where = string.Join(", ", place.Where(part => part.Length > 0)) is { Length: > 0 } known ? $" ({known})" : "";
        var more = problems.Count switch { 1 => "", 2 => " One more problem stands in the log.", var all => $" {all - 1} more problems stand in the log." };
        return new AttentionEntry
        {
            Code = FileCode,
            Subject = report.File,
            Detail = $"The agent's file {report.File} cannot be used{where}: {first.Message}{more} Until it is mended, what it defined before lives on.",
            Command = $"$EDITOR {Word(Path.Combine(folder, report.File))}",
        };
    }

    private static async Task StandAsync(IAttentionGrain attention, List<AttentionEntry> standing)
    {
        var keys = standing.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in (await attention.List()).Where(entry => entry.Code is FileCode or FilesCode or FolderCode && !keys.Contains(entry.Key)))
        {
            await attention.Clear(gone.Code, gone.Subject);
        }

        foreach (var entry in standing)
        {
            await attention.Raise(entry);
        }
    }

    // A command is copied into a shell.
    private static string Word(string path) =>
        path.All(c => char.IsLetterOrDigit(c) || "/._-+@:".Contains(c, StringComparison.Ordinal)) ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
