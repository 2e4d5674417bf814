using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Auth;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Providers.X.Streaming;

/// <summary>X's filtered stream with its rules, for one app at a time.</summary>
internal sealed partial class XStream(
    IHttpClientFactory clients, XStreamRuleCalls rules, XAppTokens tokens, IOptions<XOptions> options, TimeProvider time, ILogger<XStream> logger) : ISocialStream
{
    private const int LongestBackfill = 5;

    /// <inheritdoc/>
    public Task<StreamRules> ListRulesAsync(SocialAccountKey account, CancellationToken cancellationToken) => rules.ListAsync(account, cancellationToken);

    /// <inheritdoc/>
    public Task<StreamRules> AddRulesAsync(SocialAccountKey account, IReadOnlyList<StreamRule> added, CancellationToken cancellationToken) => rules.AddAsync(account, added, cancellationToken);

    /// <inheritdoc/>
    public Task<StreamRules> DeleteRulesAsync(SocialAccountKey account, IReadOnlyList<string> ids, CancellationToken cancellationToken) => rules.DeleteAsync(account, ids, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamEvent> ReadAsync(SocialAccountKey account, int backfillMinutes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(backfillMinutes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(backfillMinutes, LongestBackfill);
        var backoff = new XStreamBackoff();
        var refusals = 0;
        while (true)
        {
            var (connection, ended) = await ConnectAsync(account, backfillMinutes, cancellationToken);
            if (connection is not null)
            {
                await using (connection)
                {
                    refusals = 0;
                    LogConnected(logger, account.ToString());
                    yield return new StreamEvent(StreamEventKind.Connected);
                    while (ended is null)
                    {
                        (var told, ended) = await NextAsync(connection.Lines, account, backoff, cancellationToken);
                        if (told is not null)
                        {
                            yield return told;
                        }
                    }
                }
            }

            refusals += ended!.Code == SocialOutcomeCodes.Unauthorized ? 1 : 0;
            if (IsFinal(ended, refusals))
            {
                LogEnded(logger, account.ToString(), ended.Code, ended.Detail ?? "");
                yield return new StreamEvent(StreamEventKind.Ended) { Outcome = ended };
                yield break;
            }

            var now = time.GetUtcNow();
            var wait = backoff.After(ended, now);
            LogInterrupted(logger, account.ToString(), ended.Code, wait);
            yield return new StreamEvent(StreamEventKind.Interrupted) { Outcome = ended, RetryAt = now + wait };

            // From the instant that was told, however long the reader took with the event.
            if (now + wait - time.GetUtcNow() is { } left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, time, cancellationToken);
            }
        }
    }

    private async Task<(XStreamConnection? Connection, SocialOutcome? Failed)> ConnectAsync(SocialAccountKey account, int backfillMinutes, CancellationToken cancellationToken)
    {
        var (token, refusal) = await tokens.FindAsync(account, cancellationToken);
        if (token is null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, refusal);
        }

        var opened = await XStreamConnection.OpenAsync(clients.CreateClient(XStreamConnection.ClientName), options.Value, token, backfillMinutes, time, cancellationToken);
        if (opened.Failed?.Code == SocialOutcomeCodes.Unauthorized)
        {
            await tokens.ForgetAsync(account, cancellationToken);
        }

        return opened;
    }

    /// <summary>The next post, or why there is none any more; neither for a sign of life and for what cannot be read.</summary>
    private async Task<(StreamEvent? Event, SocialOutcome? Ended)> NextAsync(XStreamLines lines, SocialAccountKey account, XStreamBackoff backoff, CancellationToken cancellationToken)
    {
        byte[]? line;
        try
        {
            line = await lines.NextAsync(cancellationToken);
        }
        catch (TimeoutException)
        {
            return (null, XOutcomeTable.Ambiguous(SocialOutcomeCodes.Silent, "X sent nothing over the stream, no keep-alive either."));
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidDataException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, XOutcomeTable.Ambiguous(SocialOutcomeCodes.Reset, $"The stream broke ({e.GetType().Name})."));
        }

        if (line is null)
        {
            return (null, XOutcomeTable.Ambiguous(SocialOutcomeCodes.Disconnected, "X ended the stream."));
        }

        if (line.AsSpan().Trim((byte)' ').IsEmpty)
        {
            backoff.Reset();
            return (null, null);
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                if (XSeen.ReadStreamed(document.RootElement) is { } post)
                {
                    backoff.Reset();
                    return (post, null);
                }

                if (XPosts.Array(document.RootElement, "errors").FirstOrDefault() is { ValueKind: JsonValueKind.Object } error)
                {
                    return (null, XOutcomeTable.Ambiguous(SocialOutcomeCodes.Disconnected, $"X ended the stream: {XPosts.Text(error, "detail") ?? XPosts.Text(error, "title") ?? "it gave no reason"}"));
                }
            }
        }
        catch (JsonException)
        {
            // Passed over below: one broken line is no reason to give the others up, and polling finds what it held.
        }

        LogUnreadable(logger, account.ToString());
        return (null, null);
    }

    /// <summary>What no waiting mends. A token that X does not take is asked for anew once.</summary>
    private static bool IsFinal(SocialOutcome ended, int refusals) => ended.Code switch
    {
        SocialOutcomeCodes.Unauthorized => refusals > 1,
        SocialOutcomeCodes.Forbidden or SocialOutcomeCodes.ClientForbidden or SocialOutcomeCodes.ReadOnlyToken or SocialOutcomeCodes.Invalid or SocialOutcomeCodes.NotFound => true,
        SocialOutcomeCodes.NeedsAccount or SocialOutcomeCodes.NeedsLogin or SocialOutcomeCodes.ForeignWorld => true,
        SocialOutcomeCodes.UsageCap or SocialOutcomeCodes.CreditsDepleted => true,
        _ => false,
    };
}
