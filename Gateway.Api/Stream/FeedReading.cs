using System.Runtime.CompilerServices;
using System.Text.Json;
using PuppetEngine.Gateway.Api.Http;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>What one subscriber is told, in order, whichever way it is told.</summary>
internal static class FeedReading
{
    /// <summary>The kept events behind a position, then what happens, until the feed ends.</summary>
    /// <param name="hub">The feed.</param>
    /// <param name="subscription">The subscriber's queue.</param>
    /// <param name="begin">Where it begins, and what was missed since.</param>
    /// <param name="agent">Only events of this agent; null for all.</param>
    /// <param name="silence">How long nothing happens before <see cref="FeedNote.Silence"/> says so.</param>
    /// <param name="time">The clock of the silence.</param>
    /// <param name="cancellationToken">Ends it where it waits.</param>
    public static async IAsyncEnumerable<FeedNote> ReadAsync(
        FeedHub hub, FeedSubscription subscription, (long? Position, IReadOnlyList<FeedEvent> Missed, long? GapTo) begin, string? agent, TimeSpan silence, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = begin.Position;
        if (begin.GapTo is { } gapTo)
        {
            yield return Gap(hub, last, gapTo);
            last = gapTo;
        }

        foreach (var item in begin.Missed)
        {
            last = item.Position;
            if (Concerns(item, agent))
            {
                yield return Note(item);
            }
        }

        while (true)
        {
            while (subscription.TryTake(out var item, out var missedTo))
            {
                if (item is null)
                {
                    yield return Gap(hub, last, missedTo);
                    last = missedTo;
                    continue;
                }

                last = item.Position;
                if (Concerns(item, agent))
                {
                    yield return Note(item);
                }
            }

            yield return FeedNote.Pause;
            switch (await WaitAsync(subscription, silence, time, cancellationToken))
            {
                case false:
                    yield break;
                case null:
                    yield return FeedNote.Silence;
                    break;
            }
        }
    }

    /// <summary>True when there is something, false when the feed has ended, null when nothing happened for so long.</summary>
    private static async Task<bool?> WaitAsync(FeedSubscription subscription, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        using var quiet = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            return await subscription.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static bool Concerns(FeedEvent item, string? agent) => agent is null || item.AgentId == agent;

    private static FeedNote Note(FeedEvent item) => new(item.Position, item.Kind, JsonSerializer.Serialize(item, GatewayJson.Options));

    private static FeedNote Gap(FeedHub hub, long? from, long to)
    {
        hub.CountGap();
        return new FeedNote(to, "gap", JsonSerializer.Serialize(new FeedGap(from, to), GatewayJson.Options));
    }
}
