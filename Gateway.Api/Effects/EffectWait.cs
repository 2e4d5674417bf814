using Orleans;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Stream;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Gateway.Api.Effects;

/// <summary>Waits for the end of an effect: woken by the feed, and looking again every second in case the feed has nothing to say.</summary>
internal sealed class EffectWait(IGrainFactory grains, FeedHub feed, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>The longest wait of one request.</summary>
    public const int MaxSeconds = 25;

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>The effect as it stands at its end, when a person must speak, or when the time is up. Of a thread all parts are waited for.</summary>
    public async Task<EffectView> ForEndAsync(EffectView effect, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeUp = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeUp.Token, lifetime.ApplicationStopping, cancellationToken);
        var asked = effect = await ForOneAsync(effect, either.Token, cancellationToken);
        while (effect is { State: EffectState.Confirmed, ThreadNextId: { } next } && !either.IsCancellationRequested && await grains.Catalog().FindEffect(next) is { } part)
        {
            effect = await ForOneAsync(part, either.Token, cancellationToken);
        }

        return asked;
    }

    private async Task<EffectView> ForOneAsync(EffectView effect, CancellationToken either, CancellationToken cancellationToken)
    {
        using var subscription = feed.Listen(effect.EffectId);
        try
        {
            while (true)
            {
                var woken = subscription.NextAsync();
                effect = await grains.Catalog().FindEffect(effect.EffectId) is { } stored && stored.Version >= effect.Version ? stored : effect;
                if (effect.State is not (EffectState.Planned or EffectState.Attempting))
                {
                    return effect;
                }

                await Task.WhenAny(woken, Task.Delay(LookAgain, time, either));
                either.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return effect;
        }
    }
}
