using System.Globalization;
using PuppetEngine.Engine.Llm.Budgets;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Llm;

/// <summary>
/// The ceiling's arithmetic over its stored state. At every moment, what closed slices were charged and what open slices hold is
/// together at most the ceiling. A slice that nobody gave back is charged in full: nobody can prove what of it was not spent.
/// </summary>
internal sealed class LlmCeilingLedger(LlmBudgetOptions options, string world, bool isLive)
{
    // A silo reports within seconds of a slice's end; whoever has not done so by then is gone.
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeastLife = TimeSpan.FromSeconds(1);

    /// <summary>The ceiling of a day, in millionths of a dollar.</summary>
    public long Ceiling { get; } = LlmCost.FromDollars(isLive ? options.DailyDollars : options.EmulatedDailyDollars);

    /// <summary>Grants a slice, or says why not. Changes the state either way.</summary>
    public LlmSlice Grant(LlmCeilingState state, LlmSliceRequest request, DateTimeOffset now)
    {
        var day = Roll(state, now);
        Settle(day, request.Reports);
        CloseLost(day, state.LastSeenMs);
        var end = DateTimeOffset.FromUnixTimeMilliseconds(state.LastSeenMs).UtcDateTime.Date.AddDays(1);
        var untilEnd = TimeSpan.FromMilliseconds(new DateTimeOffset(end, TimeSpan.Zero).ToUnixTimeMilliseconds() - state.LastSeenMs);
        var life = Longer(LeastLife, untilEnd < options.SliceLife ? untilEnd : options.SliceLife);
        if (day.Slices.TryGetValue(request.SliceId, out var known))
        {
            return new LlmSlice { SliceId = request.SliceId, MicroDollars = known.MicroDollars, Tokens = known.Tokens, Life = life };
        }

        var money = Size(request.MicroDollars, Ceiling, Granted(day));
        var tokens = options.DailyTokens == 0 ? long.MaxValue : Size(request.Tokens, options.DailyTokens, GrantedTokens(day));
        if (money is null || tokens is null)
        {
            return new LlmSlice
            {
                SliceId = request.SliceId,
                Refusal = money is null ? MoneyRefusal(day) : TokenRefusal(day),
                RetryAt = now + untilEnd,
            };
        }

        day.Slices.Add(request.SliceId, new LlmCeilingSlice
        {
            Silo = request.SiloId,
            MicroDollars = money.Value,
            Tokens = tokens.Value,
            ExpiresMs = state.LastSeenMs + (long)life.TotalMilliseconds,
        });
        return new LlmSlice { SliceId = request.SliceId, MicroDollars = money.Value, Tokens = tokens.Value, Life = life };
    }

    /// <summary>Takes reports.</summary>
    public void Report(LlmCeilingState state, IEnumerable<LlmSliceReport> reports, DateTimeOffset now)
    {
        var day = Roll(state, now);
        Settle(day, reports);
        CloseLost(day, state.LastSeenMs);
    }

    /// <summary>The day as it stands; changes nothing.</summary>
    public LlmUsageReport View(LlmCeilingState state, DateTimeOffset now)
    {
        var today = DayOf(Math.Max(state.LastSeenMs, now.ToUnixTimeMilliseconds()));
        var day = state.Worlds.TryGetValue(world, out var known) && known.Day == today ? known : new LlmCeilingDay { Day = today };
        return new LlmUsageReport
        {
            Day = today,
            CeilingMicroDollars = Ceiling,
            GrantedMicroDollars = Granted(day),
            SpentMicroDollars = day.SpentMicroDollars,
            PromptTokens = day.PromptTokens,
            CompletionTokens = day.CompletionTokens,
            Calls = day.Calls,
        };
    }

    private LlmCeilingDay Roll(LlmCeilingState state, DateTimeOffset now)
    {
        state.LastSeenMs = Math.Max(state.LastSeenMs, now.ToUnixTimeMilliseconds());
        var today = DayOf(state.LastSeenMs);
        if (!state.Worlds.TryGetValue(world, out var day) || string.CompareOrdinal(day.Day, today) < 0)
        {
            // Other worlds keep their day: the live one must not be forgotten while emulators are asked.
            state.Worlds[world] = day = new LlmCeilingDay { Day = today };
        }

        return day;
    }

    private static void Settle(LlmCeilingDay day, IEnumerable<LlmSliceReport> reports)
    {
        foreach (var report in reports)
        {
            if (!day.Slices.TryGetValue(report.SliceId, out var slice))
            {
                continue;
            }

            // Totals never fall: a report that was overtaken changes nothing.
            day.SpentMicroDollars += Gain(report.SpentMicroDollars, slice.SpentMicroDollars);
            day.PromptTokens += Gain(report.PromptTokens, slice.PromptTokens);
            day.CompletionTokens += Gain(report.CompletionTokens, slice.CompletionTokens);
            day.Calls += Gain(report.Calls, slice.Calls);
            slice.SpentMicroDollars = Math.Max(report.SpentMicroDollars, slice.SpentMicroDollars);
            slice.PromptTokens = Math.Max(report.PromptTokens, slice.PromptTokens);
            slice.CompletionTokens = Math.Max(report.CompletionTokens, slice.CompletionTokens);
            slice.Calls = Math.Max(report.Calls, slice.Calls);
            if (report.Closed)
            {
                day.ClosedMicroDollars += slice.SpentMicroDollars + Math.Max(0, report.DoubtMicroDollars);
                day.ClosedTokens += slice.PromptTokens + slice.CompletionTokens + Math.Max(0, report.DoubtTokens);
                day.Slices.Remove(report.SliceId);
            }
        }
    }

    private static void CloseLost(LlmCeilingDay day, long now)
    {
        foreach (var (id, slice) in day.Slices.Where(pair => pair.Value.ExpiresMs + LostAfter.TotalMilliseconds < now).ToList())
        {
            day.ClosedMicroDollars += Math.Max(slice.MicroDollars, slice.SpentMicroDollars);
            day.ClosedTokens += slice.Tokens == long.MaxValue ? slice.PromptTokens + slice.CompletionTokens : slice.Tokens;
            day.Slices.Remove(id);
        }
    }

    /// <summary>A part of the whole, at least what is needed and at most what is left; null when less than needed is left.</summary>
    private long? Size(long need, long whole, long granted)
    {
        var left = whole - granted;
        return left < need || left <= 0 ? null : Math.Min(left, Math.Max(need, whole / options.SliceParts));
    }

    private static long Granted(LlmCeilingDay day) =>
        day.ClosedMicroDollars + day.Slices.Values.Sum(static slice => Math.Max(slice.MicroDollars, slice.SpentMicroDollars));

    private static long GrantedTokens(LlmCeilingDay day) =>
        day.ClosedTokens + day.Slices.Values.Sum(static slice => slice.Tokens == long.MaxValue ? slice.PromptTokens + slice.CompletionTokens : slice.Tokens);

    private string MoneyRefusal(LlmCeilingDay day) => string.Create(
        CultureInfo.InvariantCulture,
        $"the cluster's ceiling of {Ceiling / 1e6:0.######} dollars for {day.Day} (UTC) leaves too little: {Granted(day) / 1e6:0.######} are granted or spent");

    private string TokenRefusal(LlmCeilingDay day) => string.Create(
        CultureInfo.InvariantCulture,
        $"the cluster's ceiling of {options.DailyTokens} tokens for {day.Day} (UTC, Puppet:Llm:Budget:DailyTokens) leaves too little: {GrantedTokens(day)} are granted or spent");

    private static long Gain(long reported, long known) => Math.Max(0, reported - known);

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static string DayOf(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
