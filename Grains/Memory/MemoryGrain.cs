using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Grains.Memory;

/// <summary>
/// An agent's long-term memory, over the memory table. What it holds beside the rows is derived from them. An append is acknowledged by the
/// row alone; embedding, the index's blocks, counts of recalls and the day's job follow on a timer that stands still while there is
/// nothing to do.
/// </summary>
[GrainType("memory")]
internal sealed partial class MemoryGrain : IMemoryGrain, IGrainBase
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Next = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(1);

    private readonly AgentMemory _memory;
    private readonly MemoryPorts _ports;
    private readonly MemoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<MemoryGrain> _logger;
    private IGrainTimer? _timer;
    private DateTimeOffset? _dueAt;
    private DateTimeOffset _restUntil;
    private TimeSpan _rest = TimeSpan.FromMinutes(1);
    private DateOnly _tendedOn;
    private bool _isTending;

    /// <summary>Made by the host.</summary>
    public MemoryGrain(IGrainContext context, MemoryPorts ports, IOptions<MemoryOptions> options, TimeProvider time, ILogger<MemoryGrain> logger)
    {
        (GrainContext, _ports, _options, _time, _logger) = (context, ports, options.Value, time, logger);
        _memory = new AgentMemory(AgentId, ports, _options, time);
    }

    /// <inheritdoc />
    public IGrainContext GrainContext { get; }

    private string AgentId => GrainContext.GrainId.Key.ToString()!;

    /// <inheritdoc />
    public Task OnActivateAsync(CancellationToken token)
    {
        _timer = this.RegisterGrainTimer(static (grain, tick) => grain.WorkAsync(tick), this, new GrainTimerCreationOptions
        {
            DueTime = Timeout.InfiniteTimeSpan,
            Period = Timeout.InfiniteTimeSpan,
            Interleave = true,
            KeepAlive = true,
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => _memory.FlushAccessesAsync();

    /// <inheritdoc />
    public async Task Append(List<MemoryItem> items)
    {
        if ((await _memory.AppendAsync(items)).Count > 0)
        {
            Arm(Soon);
        }
    }

    /// <inheritdoc />
    public async Task<int> Import(List<MemoryItem> items)
    {
        var rows = await _memory.AppendAsync(items, revive: true);
        Arm(Soon);
        return rows.Count;
    }

    /// <inheritdoc />
    public async Task<MemoryPage> Query(MemoryQuery query)
    {
        var page = await _memory.QueryAsync(query);
        if (_memory.HasPending)
        {
            Arm(Soon);
        }
        else if (_memory.HasAccesses)
        {
            Arm(_options.AccessFlush);
        }

        return page;
    }

    /// <inheritdoc />
    public async Task<bool> Forget(string id) => await _memory.ForgetAsync(new MemorySelection { Ids = [id] }) > 0;

    /// <inheritdoc />
    public Task<long> ForgetSelected(MemorySelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return selection is { Ids.Count: 0, Kind: null, Since: null, Until: null, Provenance: null }
            ? throw new ArgumentException("The selection names nothing, which would forget everything. Name ids, a kind, a time or a label.", nameof(selection))
            : _memory.ForgetAsync(selection);
    }

    /// <inheritdoc />
    public async Task<MemorySummary> Summarize()
    {
        var summary = await _memory.SummarizeAsync();
        if (_memory.HasPending)
        {
            Arm(Soon);
        }

        return summary;
    }

    /// <inheritdoc />
    public async Task<MemoryTending> Tend()
    {
        if (_isTending)
        {
            return new MemoryTending { Hindrance = "It is running already." };
        }

        _isTending = true;
        try
        {
            var done = await new MemoryTender(AgentId, _memory, _ports, _options, _time).RunAsync(CancellationToken.None);
            _tendedOn = done.Hindrance is null ? Today : _tendedOn;
            if (!done.WasDone && done is not { Consolidated: 0, Made: 0, Reflections: 0, Forgotten: 0, Hindrance: null })
            {
                LogTended(AgentId, done.Consolidated, done.Made, done.Reflections, done.Forgotten, done.Hindrance ?? "nothing");
            }

            return done;
        }
        finally
        {
            _isTending = false;
        }
    }

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    private void Arm(TimeSpan due)
    {
        // One reading of the clock: with a second one, a thread that lost its processor in between would ask for a time before now,
        // which a timer takes for never or refuses, and what is thought to be due would never come.
        var now = _time.GetUtcNow();
        var at = Later(now + due, due == _options.AccessFlush ? default : _restUntil);
        if (_timer is null || _dueAt <= at)
        {
            return;
        }

        _timer.Change(at - now, Timeout.InfiniteTimeSpan);
        _dueAt = at;
    }

    private async Task WorkAsync(CancellationToken token)
    {
        // While this runs, what is armed is armed anew; the wait is then never longer than it should be.
        _dueAt = null;
        try
        {
            await _memory.FlushAccessesAsync();
            var embedded = _memory.HasPending ? await _memory.EmbedAsync(token) : MemoryEmbedding.Done;
            if (embedded == MemoryEmbedding.Hindered)
            {
                Rest();
                return;
            }

            if (embedded == MemoryEmbedding.More)
            {
                Arm(Next);
                return;
            }

            if (_tendedOn < Today && !_isTending && (await Tend()).Hindrance is not null)
            {
                Rest();
                return;
            }

            _rest = TimeSpan.FromMinutes(1);
        }
        catch (Exception e) when (e is not OperationCanceledException || !token.IsCancellationRequested)
        {
            LogWorkFailed(e, AgentId);
            Rest();
        }
    }

    private void Rest()
    {
        _restUntil = _time.GetUtcNow() + _rest;
        _rest = _rest * 2 < LongestRest ? _rest * 2 : LongestRest;
        Arm(Next);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
