using System.Text.Json;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Llm.Pricing;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>
/// Asks the tiers in order until one answers, within the request's deadline and its limit of cost. Every tier gets the same messages,
/// tools and schema. It never throws for what a provider does: the answer says which tier gave it, or why none did.
/// </summary>
/// <remarks>
/// A tier is asked again at once only where the provider refused the form of structured output; after a short wait where it asked for one, or
/// where it failed and no other tier is left. A filtered prompt goes to the next tier, for filters differ; one that is too long goes only to
/// tiers with a longer context.
/// </remarks>
public sealed class LlmChain(ILlmTierSource source, PriceTable prices, LlmTierStates states, IOptions<LlmChainOptions> options, TimeProvider time)
{
    // The worker's own response timeout is five minutes; a turn must have ended before it.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(270);

    // A tier that hangs leaves time for those behind it.
    private const double ShareOfTurn = 0.6;

    private readonly LlmAttemptRunner _runner = new(prices, states, options.Value, time);

    /// <summary>Asks for one answer.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="budget">The ceiling, asked before every attempt and told after it.</param>
    /// <param name="cancellationToken">The caller's leaving; what was sent by then is settled all the same.</param>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<LlmAnswer> CompleteAsync(LlmRequest request, ILlmBudget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(budget);
        var tiers = LlmTierOrder.For(request, source.Tiers);
        if (tiers.Count == 0)
        {
            return source.Tiers.Count == 0 ? LlmTurn.Refused(LlmErrorClass.NotConfigured, "No model is configured.") : NoSuchEndpoint(request);
        }

        ChatTools tools;
        try
        {
            tools = Check(request);
        }
        catch (FormatException e)
        {
            return LlmTurn.Refused(LlmErrorClass.InvalidRequest, e.Message);
        }

        var left = request.Deadline - time.GetUtcNow();
        if (left <= TimeSpan.Zero)
        {
            return LlmTurn.Refused(LlmErrorClass.Timeout, "The deadline had passed before any model was asked.");
        }

        return await AskAsync(request, tools, tiers, budget, left < LongestTurn ? left : LongestTurn, cancellationToken).ConfigureAwait(false);
    }

    private async Task<LlmAnswer> AskAsync(LlmRequest request, ChatTools tools, List<LlmTier> tiers, ILlmBudget budget, TimeSpan length, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var turn = new LlmTurn(request, time);
        for (var i = 0; i < tiers.Count; i++)
        {
            var tier = tiers[i];
            if (turn.TooShortContext is > 0 and var tooShort && tier.ContextTokens <= tooShort)
            {
                turn.Add(Skipped(tier, LlmErrorClass.ContextLength, "not asked: its context is not longer than one that was too short"));
                continue;
            }

            var again = new Repeats(options.Value, isLast: i == tiers.Count - 1);
            while (true)
            {
                var rest = length - time.GetElapsedTime(started);
                if (rest <= TimeSpan.Zero)
                {
                    turn.Add(Skipped(tier, LlmErrorClass.Timeout, "not asked: the turn's deadline had passed"));
                    return turn.Failed();
                }

                var timeout = Bounded(request.AttemptTimeout is { Ticks: > 0 } wish ? wish : tier.Timeout, again.IsLast ? rest : rest * ShareOfTurn);
                var mode = states.Of(tier).ModeOf(tier);
                var result = await _runner.RunAsync(request, tools, tier, turn.MicroDollarsLeft, budget, timeout, cancellationToken).ConfigureAwait(false);
                turn.Add(result);
                if (result.Error is null)
                {
                    return turn.Answered(result);
                }

                if (result.FormatRefused && request.JsonSchema is not null && states.Of(tier).Simplify(tier, mode))
                {
                    continue;
                }

                if (again.Wait(result) is not { } wait || wait >= length - time.GetElapsedTime(started))
                {
                    break;
                }

                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
            }
        }

        return turn.Failed();
    }

    private LlmAnswer NoSuchEndpoint(LlmRequest request) => new()
    {
        Error = LlmErrorClass.NotConfigured,
        Detail = $"The endpoint '{request.Endpoint}' is none of the configured tiers ({string.Join(", ", source.Tiers.Select(static tier => tier.Name))}). Name one of them in endpoints.llm, or add it to Puppet:Llm:Tiers.",
    };

    /// <exception cref="FormatException">The request itself is wrong.</exception>
    private static ChatTools Check(LlmRequest request)
    {
        if (request.Messages.Count == 0)
        {
            throw new FormatException("The request has no messages.");
        }

        if (request.JsonSchema is { } schema)
        {
            try
            {
                // A schema that cannot be used must not look like the fault of every model in turn.
                JsonSchemaValidator.Validate(JsonElement.Parse(schema), JsonElement.Parse("null"));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw new FormatException("The JSON Schema of the request cannot be read.", e);
            }
        }

        return ChatTools.Read(request.ToolsJson);
    }

    private static AttemptResult Skipped(LlmTier tier, LlmErrorClass error, string detail) =>
        new() { Tier = tier, Model = tier.Model, Error = error, Detail = detail };

    private static TimeSpan Bounded(TimeSpan wanted, TimeSpan rest) => wanted < rest ? wanted : rest;

    /// <summary>Whether, and after which wait, the same tier is asked once more.</summary>
    private sealed class Repeats(LlmChainOptions options, bool isLast)
    {
        private bool _used;

        public bool IsLast => isLast;

        public TimeSpan? Wait(AttemptResult result)
        {
            TimeSpan? wait = result.Error switch
            {
                LlmErrorClass.RateLimit when result.RetryAfter <= options.ShortWait => result.RetryAfter,
                LlmErrorClass.Server when isLast => result.RetryAfter ?? options.ServerWait,
                _ => null,
            };
            if (_used || wait > options.ShortWait)
            {
                return null;
            }

            _used = true;
            return wait;
        }
    }
}
