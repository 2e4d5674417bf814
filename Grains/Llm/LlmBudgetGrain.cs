using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>
/// One silo's purse. It keeps nothing: what it had when its process died was granted and not given back, and so counts as spent. Its calls
/// take turns, so that a thousand reservations at once are counted one after the other.
/// </summary>
[GrainType("llm-budget")]
internal sealed partial class LlmBudgetGrain(
    IGrainContext context, IGrainFactory grains, IOptions<LlmBudgetOptions> options, TimeProvider time, ILogger<LlmBudgetGrain> logger) : ILlmBudgetGrain, IGrainBase
{
    /// <summary>The key of the one ceiling grain.</summary>
    public const string CeilingKey = "ceiling";

    // A ceiling that just refused is not asked again for every call that queues.
    private static readonly TimeSpan RefusalKept = TimeSpan.FromSeconds(5);

    private readonly List<LlmSliceReport> _waiting = [];
    private readonly LlmSliceBook _book = new(Guid.CreateVersion7().ToString("N"), time);
    private LlmSlice? _refused;
    private long _refusedAt;
    private LlmReservationRequest? _refusedNeed;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    private ILlmCeilingGrain Ceiling => grains.GetGrain<ILlmCeilingGrain>(CeilingKey);

    /// <summary>Begins to report at its period.</summary>
    public Task OnActivateAsync(CancellationToken token)
    {
        this.RegisterGrainTimer(
            _ => DeliverAsync(end: false),
            new GrainTimerCreationOptions { DueTime = options.Value.ReportPeriod, Period = options.Value.ReportPeriod, KeepAlive = false });
        return Task.CompletedTask;
    }

    /// <summary>Gives back what was not spent.</summary>
    public Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => DeliverAsync(end: true);

    /// <inheritdoc/>
    public async Task<LlmReservation> Reserve(LlmReservationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (_book.TryReserve(request) is { } id)
        {
            return new LlmReservation { Id = id };
        }

        if (StillRefused(request) is { } refusal)
        {
            return refusal;
        }

        var slice = await AskAsync(request);
        if (slice.Refusal is not null)
        {
            (_refused, _refusedAt, _refusedNeed) = (slice, time.GetTimestamp(), request);
            return new LlmReservation { Refusal = slice.Refusal, RetryAt = slice.RetryAt };
        }

        return _book.TryReserve(request) is { } granted
            ? new LlmReservation { Id = granted }
            : new LlmReservation { Refusal = "the granted slice had expired before it arrived; try again" };
    }

    /// <inheritdoc/>
    public Task Settle(string reservationId, LlmUsage usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        if (!_book.Settle(reservationId, usage))
        {
            LogUnknownSettlement(logger, usage.MicroDollars);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release()
    {
        _book.Retire();
        return DeliverAsync(end: false);
    }

    private LlmReservation? StillRefused(LlmReservationRequest request) =>
        _refused is { } slice && _refusedNeed is { } need && time.GetElapsedTime(_refusedAt) < RefusalKept
        && request.MicroDollars >= need.MicroDollars && request.Tokens >= need.Tokens
            ? new LlmReservation { Refusal = slice.Refusal, RetryAt = slice.RetryAt }
            : null;

    private async Task<LlmSlice> AskAsync(LlmReservationRequest request)
    {
        var askedAt = time.GetTimestamp();
        var reports = Reports(end: false);
        try
        {
            var slice = await Ceiling.Grant(new LlmSliceRequest
            {
                SiloId = context.GrainId.Key.ToString()!,
                SliceId = _book.NextSliceId(),
                MicroDollars = request.MicroDollars,
                Tokens = request.Tokens,
                Reports = reports,
            });
            if (slice.Refusal is null)
            {
                _book.Add(slice, askedAt);
            }

            return slice;
        }
        catch
        {
            _book.Return(reports, _waiting);
            throw;
        }
    }

    private async Task DeliverAsync(bool end)
    {
        var reports = Reports(end);
        if (reports.Count == 0)
        {
            return;
        }

        try
        {
            await Ceiling.Report(reports);
        }
        // What could not be told stays charged; the next period tells it, and a silo that ends leaves it charged.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _book.Return(reports, _waiting);
            LogNotDelivered(logger, reports.Count, e);
        }
    }

    private List<LlmSliceReport> Reports(bool end)
    {
        List<LlmSliceReport> reports = [.. _waiting, .. _book.TakeReports(end)];
        _waiting.Clear();
        return reports;
    }
}
