using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Orleans;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Alerts;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Applies the agents' folder at start and whenever a file in it is saved. Credentials that stand in a file go into the secret store
/// before anything else sees the file's text; what the grains get holds references to them.
/// </summary>
internal sealed partial class AgentFolder(
    IClusterClient cluster,
    ISecretStore secrets,
    IOptions<AgentFolderOptions> options,
    Worlds worlds,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<AgentFolder> logger) : BackgroundService
{
    /// <summary>An editor writes a file in several steps; a save is taken when it has been quiet for so long.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>Some file systems tell no changes: the folder is looked at this often in any case.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource<List<AgentFileReport>> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // Null before the first look: an empty folder is news then, too.
    private string? _lastSeen;

    /// <summary>The reports of the first look, for the start's table.</summary>
    public Task<List<AgentFileReport>> FirstLook => _first.Task;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the whole process is up: a start that fails, as for a port in use, must change no agent.
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (lifetime.ApplicationStarted.Register(() => up.TrySetResult()))
        {
            await up.Task.WaitAsync(stoppingToken);
        }

        var folder = Path.GetFullPath(options.Value.Folder);
        if (!Directory.Exists(folder))
        {
            LogNoFolder(folder);
            _first.TrySetResult([]);
            return;
        }

        using var watcher = new FileSystemWatcher(folder, "*.json") { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
        watcher.Changed += (_, _) => _changes.Writer.TryWrite(true);
        watcher.Created += (_, _) => _changes.Writer.TryWrite(true);
        watcher.Deleted += (_, _) => _changes.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => _changes.Writer.TryWrite(true);
        watcher.EnableRaisingEvents = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(folder, stoppingToken);
            await NextChangeAsync(stoppingToken);
        }
    }

    private async Task NextChangeAsync(CancellationToken token)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(token);
        var change = _changes.Reader.WaitToReadAsync(poll.Token).AsTask();
        await Task.WhenAny(change, Task.Delay(Poll, time, poll.Token));
        await poll.CancelAsync();
        token.ThrowIfCancellationRequested();
        do
        {
            await Task.Delay(Quiet, time, token);
        }
        while (_changes.Reader.TryRead(out _));
    }

    private async Task LookAsync(string folder, CancellationToken token)
    {
        try
        {
            var (files, seen) = await ReadAsync(folder, token);
            if (seen == _lastSeen)
            {
                return;
            }

            var reports = await cluster.GetGrain<IDefinitionsGrain>("definitions").Apply(files);
            foreach (var report in reports)
            {
                Report(report);
            }

            _first.TrySetResult(reports);
            await AgentFolderAttention.TellAsync(Attention, folder, reports);
            // What an agent could not take now it may take later, without anybody touching the file.
            _lastSeen = reports.Exists(report => report.Result.Problems.Exists(problem => problem.Code == ProblemCodes.NotApplied)) ? null : seen;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The next change, or the next look, tries again; the agents live on with what they have.
            LogLookFailed(e, folder);
            _first.TrySetResult([]);
            await TellUnreadableAsync(folder, e);
        }
    }

    private IAttentionGrain Attention => cluster.GetGrain<IAttentionGrain>("attention");

    private async Task TellUnreadableAsync(string folder, Exception failure)
    {
        if (failure is not (IOException or UnauthorizedAccessException))
        {
            return;
        }

        _lastSeen = null;
        try
        {
            await AgentFolderAttention.TellUnreadableAsync(Attention, folder, failure);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNotTold(e, folder);
        }
    }

    private async Task<(List<AgentFile> Files, string Seen)> ReadAsync(string folder, CancellationToken token)
    {
        if (options.Value.Samples && worlds.X.IsLive)
        {
            LogSamplesNeverLive(folder);
            return ([], "samples");
        }

        var texts = new List<AgentFolderText>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.json"))
        {
            texts.Add(await ReadWholeAsync(path, token));
        }

        var reading = AgentFolderReader.Read(texts);
        foreach (var (name, value) in reading.Credentials)
        {
            await secrets.PutAsync(name, DefinitionSecrets.Combine(await secrets.GetAsync(name, token), value), token);
        }

        return (reading.Files, string.Join('\n', reading.Files.Select(f => $"{f.Name} {f.ContentHash}")));
    }

    private async Task<AgentFolderText> ReadWholeAsync(string path, CancellationToken token)
    {
        var name = Path.GetFileName(path);
        try
        {
            return new AgentFolderText(name, await File.ReadAllTextAsync(path, token));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(e, name);
            return new AgentFolderText(name, null, e is UnauthorizedAccessException ? "permission is denied" : "it cannot be read");
        }
    }

    private void Report(AgentFileReport report)
    {
        foreach (var problem in report.Result.Problems)
        {
            if (problem.Fatal)
            {
                LogRefused(report.File, problem.Line, problem.Field, problem.Message, problem.Code);
            }
            else
            {
                LogWarned(report.File, problem.Line, problem.Field, problem.Message, problem.Code);
            }
        }

        if (report.Result is { Accepted: true, Pending: { Count: > 0 } pending })
        {
            LogWaits(report.File, string.Join(", ", pending), report.AgentId);
        }

        if (report.Removed)
        {
            LogRemoved(report.AgentId, report.File);
        }
        else if (report.Result.Accepted && (report.Result.Created || report.Result.Changed.Count > 0))
        {
            LogApplied(report.AgentId, report.Result.Version, report.Result.Created ? "everything, it is new" : string.Join(", ", report.Result.Changed));
        }
    }
}
