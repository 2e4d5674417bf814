using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Events;
using PuppetEngine.Engine.Randomness;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Grains.Events;

/// <summary>
/// Makes events up at each tick of its reminder. Which one follows from the time and the seed, so that a tick that comes twice makes
/// nothing new, and ticks of an outage are not made up for.
/// </summary>
[GrainType("event-generator")]
internal sealed partial class EventGeneratorGrain(
    IGrainContext context, IGrainFactory grains, IEventAudience audience, IOptions<EventOptions> options, TimeProvider time, ILogger<EventGeneratorGrain> logger)
    : IEventGeneratorGrain, IRemindable, IGrainBase
{
    /// <summary>The reminder's name; stored, never renamed.</summary>
    public const string Reminder = "make";

    /// <summary>Among how many agents an encounter chooses: neighbours of a random id, so that it costs the same at any number.</summary>
    private const int Choice = 50;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    private string Kind => context.GrainId.Key.ToString()!;

    /// <inheritdoc/>
    public async Task Set(TimeSpan? period)
    {
        if (period is { } each)
        {
            await this.RegisterOrUpdateReminder(Reminder, UntilNext(each), each);
        }
        else if (await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (options.Value.PeriodOf(Kind) is not { } period)
        {
            await Set(null);
            return;
        }

        var number = time.GetUtcNow().UtcTicks / period.Ticks;
        var random = DeterministicRandom.For(unchecked((ulong)options.Value.Seed), number, Kind);
        var agents = Kind == EventGenerator.Encounters ? await ChooseAsync(random) : [];
        foreach (var draft in EventGenerator.Make(Kind, number, random.NextDouble, agents))
        {
            var result = await grains.GetGrain<IEventLogGrain>("generator").Publish(draft);
            if (result.Problem is { } problem and not EventProblemCodes.Conflict)
            {
                LogRefused(logger, Kind, problem, result.Detail ?? "");
            }
        }
    }

    private async Task<IReadOnlyList<string>> ChooseAsync(DeterministicRandom random)
    {
        // Ids begin with a small letter or a digit; the page wraps around to the first ones where it comes out short.
        const string First = "123456789abcdefghijklmnopqrstuvwxyz";
        var start = $"{First[random.NextInt(First.Length)]}{First[random.NextInt(First.Length)]}";
        var page = await audience.ListAsync(null, start, Choice, CancellationToken.None);
        return page.Count == Choice ? page : [.. page.Union(await audience.ListAsync(null, "", Choice - page.Count, CancellationToken.None), StringComparer.Ordinal)];
    }

    private TimeSpan UntilNext(TimeSpan period) => TimeSpan.FromTicks(period.Ticks - (time.GetUtcNow().UtcTicks % period.Ticks));
}
