using System.Globalization;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>
/// The slices of one silo and what is reserved and spent of each, in memory. Nothing is reserved from a slice after its life, which is counted
/// on the monotonic clock from before it was asked for, so that it ends here no later than at the ceiling.
/// </summary>
internal sealed class LlmSliceBook(string prefix, TimeProvider time)
{
    private readonly List<Slice> _slices = [];
    private readonly Dictionary<string, Reservation> _reservations = new(StringComparer.Ordinal);
    private long _numbers;

    /// <summary>An id for the next slice.</summary>
    public string NextSliceId() => string.Create(CultureInfo.InvariantCulture, $"{prefix}/{++_numbers}");

    /// <summary>Takes a granted slice into the book.</summary>
    /// <param name="slice">What was granted.</param>
    /// <param name="askedAt">The monotonic time before it was asked for.</param>
    public void Add(LlmSlice slice, long askedAt) => _slices.Add(new Slice(slice, askedAt));

    /// <summary>Reserves from a slice that has room; null when none has.</summary>
    public string? TryReserve(LlmReservationRequest request)
    {
        foreach (var slice in _slices)
        {
            if (IsAlive(slice) && slice.FreeMicroDollars >= request.MicroDollars && slice.FreeTokens >= request.Tokens)
            {
                slice.ReservedMicroDollars += request.MicroDollars;
                slice.ReservedTokens += request.Tokens;
                var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}#{++_numbers}");
                _reservations.Add(id, new Reservation(slice, request.MicroDollars, request.Tokens, time.GetTimestamp(), request.Hold));
                return id;
            }
        }

        return null;
    }

    /// <summary>Settles a reservation; false when it is unknown, settled or long past, and then stays charged as it is.</summary>
    public bool Settle(string id, LlmUsage usage)
    {
        if (!_reservations.Remove(id, out var reservation))
        {
            return false;
        }

        var slice = reservation.Slice;
        slice.ReservedMicroDollars -= reservation.MicroDollars;
        slice.ReservedTokens -= reservation.Tokens;
        slice.SpentMicroDollars += Math.Max(0, usage.MicroDollars);
        slice.PromptTokens += Math.Max(0, usage.PromptTokens);
        slice.CompletionTokens += Math.Max(0, usage.CompletionTokens);
        slice.Calls++;
        slice.Changed = true;
        return true;
    }

    /// <summary>Reserves nothing more from the slices that there are: each ends with its last reservation.</summary>
    public void Retire() => _slices.ForEach(slice => slice.IsRetired = true);

    /// <summary>What has to be reported: slices that changed, and those that end now. Ended ones leave the book.</summary>
    /// <param name="end">Whether all slices end now; open reservations then count as spent.</param>
    public List<LlmSliceReport> TakeReports(bool end)
    {
        foreach (var (id, late) in _reservations.Where(pair => time.GetElapsedTime(pair.Value.At) > pair.Value.Hold).ToList())
        {
            // Whoever made it never said how it ended: it counts as spent, inside its slice.
            _reservations.Remove(id);
            late.Slice.ReservedMicroDollars -= late.MicroDollars;
            late.Slice.ReservedTokens -= late.Tokens;
            late.Slice.DoubtMicroDollars += late.MicroDollars;
            late.Slice.DoubtTokens += late.Tokens;
        }

        var reports = new List<LlmSliceReport>();
        foreach (var slice in _slices.ToList())
        {
            var ends = end || (!IsAlive(slice) && slice.ReservedMicroDollars == 0 && slice.ReservedTokens == 0);
            if (!ends && !slice.Changed)
            {
                continue;
            }

            slice.Changed = false;
            reports.Add(slice.Report(ends));
            if (ends)
            {
                _slices.Remove(slice);
            }
        }

        return reports;
    }

    /// <summary>Puts reports back that could not be delivered, so that the next delivery has them.</summary>
    public void Return(IEnumerable<LlmSliceReport> undelivered, List<LlmSliceReport> waiting)
    {
        foreach (var report in undelivered)
        {
            if (_slices.FirstOrDefault(slice => slice.Granted.SliceId == report.SliceId) is { } open)
            {
                open.Changed = true;
            }
            else
            {
                waiting.Add(report);
            }
        }
    }

    private bool IsAlive(Slice slice) => !slice.IsRetired && time.GetElapsedTime(slice.AskedAt) < slice.Granted.Life;

    private sealed record Reservation(Slice Slice, long MicroDollars, long Tokens, long At, TimeSpan Hold);

    private sealed class Slice(LlmSlice granted, long askedAt)
    {
        public LlmSlice Granted => granted;

        public long AskedAt => askedAt;

        public long ReservedMicroDollars { get; set; }

        public long ReservedTokens { get; set; }

        public long SpentMicroDollars { get; set; }

        public long DoubtMicroDollars { get; set; }

        public long DoubtTokens { get; set; }

        public long PromptTokens { get; set; }

        public long CompletionTokens { get; set; }

        public long Calls { get; set; }

        public bool Changed { get; set; }

        public bool IsRetired { get; set; }

        public long FreeMicroDollars => granted.MicroDollars - ReservedMicroDollars - SpentMicroDollars - DoubtMicroDollars;

        public long FreeTokens => granted.Tokens - ReservedTokens - PromptTokens - CompletionTokens - DoubtTokens;

        public LlmSliceReport Report(bool closed) => new()
        {
            SliceId = granted.SliceId,
            SpentMicroDollars = SpentMicroDollars,
            PromptTokens = PromptTokens,
            CompletionTokens = CompletionTokens,
            Calls = Calls,
            Closed = closed,
            DoubtMicroDollars = closed ? DoubtMicroDollars + ReservedMicroDollars : 0,
            DoubtTokens = closed ? DoubtTokens + ReservedTokens : 0,
        };
    }
}
