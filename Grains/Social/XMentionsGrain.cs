using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>
/// The mentions of one account. How far they were read moves only past what an agent has stored: a page is delivered, then its place is
/// stored, and a crash in between delivers it once more.
/// </summary>
[GrainType("x-mentions")]
internal sealed partial class XMentionsGrain(
    IGrainContext context,
    [PersistentState("x-mentions", "Default")] IPersistentState<XMentionsState> state,
    IGrainFactory grains,
    ISocialAccounts accounts,
    Worlds worlds,
    IOptions<SocialOptions> options,
    TimeProvider time,
    ILogger<XMentionsGrain> logger) : IXMentionsGrain, IRemindable, IGrainBase
{
    /// <summary>The reminder's name; stored, never renamed.</summary>
    public const string Reminder = "read";

    /// <summary>Pages of one tick; the rest comes with the next.</summary>
    private const int MostPages = 10;

    /// <summary>The timer ends with the process; the reminder begins it again.</summary>
    private static readonly TimeSpan Waking = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The newest posts are read once more: a post may show later than one with a higher id.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly SocialAccountKey _key = SocialAccountKey.Parse(context.GrainId.Key.ToString()!);
    private readonly TimeSpan _interval = options.Value.MentionInterval;
    private DateTimeOffset _notBefore;
    private long _calls;
    private bool _ticking;

    /// <inheritdoc/>
    public IGrainContext GrainContext => context;

    /// <inheritdoc/>
    public Task OnActivateAsync(CancellationToken token)
    {
        StartTimer();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Join(string agentId)
    {
        if (state.State.Agents.Contains(agentId))
        {
            return;
        }

        // Before the state that needs it: without it nobody would read after a restart.
        await this.RegisterOrUpdateReminder(Reminder, Waking, Waking);
        state.State.Agents = [.. state.State.Agents.Append(agentId).Order(StringComparer.Ordinal)];
        state.State.SinceId = state.State.SinceId.Length > 0 ? state.State.SinceId : PostIds.Before(time.GetUtcNow() - Overlap);
        await WriteAsync();
        StartTimer();
    }

    /// <inheritdoc/>
    public async Task Leave(string agentId)
    {
        if (state.State.Agents.Remove(agentId))
        {
            await WriteAsync();
            await ClaimAsync();
        }

        if (state.State.Agents.Count == 0 && await this.GetReminder(Reminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
            await LeaveStreamAsync();
        }
    }

    /// <inheritdoc/>
    public Task Read() => ReadAsync(isAsked: true, CancellationToken.None);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => state.State.Agents.Count == 0 ? Leave("") : Task.CompletedTask;

    private void StartTimer()
    {
        if (!_ticking && state.State.Agents.Count > 0 && options.Value.ReadsMentions(worlds.X.IsLive))
        {
            _ticking = true;
            // Spread, so that the accounts of a house do not read all at once. As calls come: one reading at a time.
            _ = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(_interval * XAccountGrain.Share(_key.ToString()), _interval) { KeepAlive = true });
        }
    }

    internal async Task TickAsync(CancellationToken token)
    {
        try
        {
            await ReadAsync(isAsked: false, token);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !token.IsCancellationRequested)
        {
            LogBroke(logger, _key.ToString(), failure);
        }
    }

    private async Task ReadAsync(bool isAsked, CancellationToken token)
    {
        var now = time.GetUtcNow();
        if (state.State.Agents.Count == 0 || _key.World != worlds.X.Id || now < _notBefore || !await IdentifyAsync(token))
        {
            return;
        }

        await ClaimAsync();
        if (await IsStreamedAsync(token) && !isAsked)
        {
            return;
        }

        bool? more = true;
        for (var page = 0; page < MostPages && !token.IsCancellationRequested && more == true; page++)
        {
            more = await ReadPageAsync(token);
        }

        _readAt = more == false ? now : _readAt;
    }

    /// <summary>Reads and delivers a page; true when there is another one to read now, false when this was the last, null when it was not taken.</summary>
    private async Task<bool?> ReadPageAsync(CancellationToken token)
    {
        var begun = time.GetUtcNow();
        var read = await PermittedAsync(
            SocialActKind.ReadMentions,
            worker => worker.ReadMentions(new PostPageQuery { AccountKey = _key.ToString(), SinceId = state.State.SinceId, PageToken = state.State.Sweep?.PageToken }, token),
            page => page.Outcome,
            page => page.Posts.Count);
        if (read is null || read.Outcome.Class != OutcomeClass.Sent)
        {
            if (read is { Outcome.Code: SocialOutcomeCodes.Invalid } && state.State.Sweep is { PageToken: not null })
            {
                // A token does not live for ever: from the first page again, to the same agents.
                state.State.Sweep = state.State.Sweep with { PageToken = null };
                await WriteAsync();
            }

            return null;
        }

        if (state.State.Sweep is null && read.Posts.Count == 0)
        {
            return false;
        }

        if (state.State.Sweep is not { } sweep)
        {
            var newest = read.Posts.Aggregate(state.State.SinceId, (id, post) => PostIds.Max(id, post.Id));
            var settled = PostIds.Before(begun - Overlap);
            var upto = PostIds.Parse(newest) < PostIds.Parse(settled) ? newest : PostIds.Max(state.State.SinceId, settled);
            state.State.Sweep = sweep = new MentionSweep { Upto = upto, Agents = [.. state.State.Agents] };

            // What is read again next time must go to whom it goes now, also when another agent has joined by then.
            Assign(read.Posts.Where(post => PostIds.Parse(post.Id) > PostIds.Parse(upto)), sweep.Agents);
            await WriteAsync();
        }

        if (!await DeliverAsync(read, sweep.Agents))
        {
            return null;
        }

        state.State.Sweep = read.NextToken is { } next ? sweep with { PageToken = next } : null;
        if (state.State.Sweep is null)
        {
            MoveSince(sweep.Upto);
        }

        await WriteAsync();
        return read.NextToken is not null;
    }

    /// <summary>Hands the posts of a page to the agents, each to one, and those of a conversation to the same one; true when all were taken.</summary>
    private async Task<bool> DeliverAsync(PostPage page, List<string> among)
    {
        var authors = await AgentsAmongAsync(page.Posts.Select(post => post.Author.Id));
        var left = page.Posts.OrderBy(post => PostIds.Parse(post.Id)).ToList();
        while (left.Count > 0 && Listeners(among) is { Count: > 0 } agents)
        {
            var (agent, posts) = left.GroupBy(post => AgentOf(post, agents)).Select(g => (g.Key, g.ToList())).First();
            var heard = await grains.GetGrain<IMentionListenerGrain>(agent).HearMentions(new MentionDelivery
            {
                AccountKey = _key.ToString(),
                OwnId = state.State.OwnId,
                OwnHandle = state.State.OwnHandle,
                Posts = posts,
                Tier = state.State.Tier,
                Agents = authors.Where(pair => posts.Exists(post => post.Author.Id == pair.Key)).ToDictionary(),
                Referenced = [.. page.Referenced.Where(other => posts.Exists(post => other.Id == post.ReplyToId || other.Id == post.QuoteOfId))],
            });
            if (heard.Left)
            {
                await Leave(agent);
                continue;
            }

            if (heard.NotTaken.Count > 0)
            {
                LogFull(logger, agent, _key.ToString());
                return false;
            }

            left.RemoveAll(posts.Contains);
        }

        // With nobody left to hear them they stay unread.
        return left.Count == 0;
    }

    private List<string> Listeners(List<string> among) =>
        [.. among.Intersect(state.State.Agents) is var same && same.Any() ? same : state.State.Agents];

    /// <summary>A call with a permit before it and its settlement after it; null where no permit is given now.</summary>
    private async Task<T?> PermittedAsync<T>(SocialActKind kind, Func<ISocialWorkerGrain, Task<T>> call, Func<T, SocialOutcome> outcomeOf, Func<T, int> items)
        where T : class
    {
        var account = grains.GetGrain<IXAccountGrain>(_key.ToString());
        var id = string.Create(CultureInfo.InvariantCulture, $"mentions:{time.GetUtcNow().ToUnixTimeMilliseconds()}:{_calls++}");
        var permit = await account.Reserve(new SocialPermitRequest { AgentId = state.State.Agents.FirstOrDefault(""), EffectId = id, Attempt = 1, Kind = kind });
        if (!permit.Granted)
        {
            _notBefore = permit.RetryAt ?? time.GetUtcNow() + Waking;
            return null;
        }

        var answer = await call(grains.GetGrain<ISocialWorkerGrain>("worker"));
        var outcome = outcomeOf(answer);
        await account.Settle(new SocialSettlement
        {
            EffectId = id,
            Attempt = 1,
            Kind = kind,
            // A read in doubt is simply made again, and X charges what it returned.
            Outcome = outcome.Class == OutcomeClass.Ambiguous ? outcome with { Class = OutcomeClass.NotSent } : outcome,
            ItemsRead = outcome.Class == OutcomeClass.Sent ? items(answer) : 0,
        });
        if (outcome.Class != OutcomeClass.Sent)
        {
            LogUnread(logger, _key.ToString(), outcome.Code);
            _notBefore = outcome.RetryAt ?? _notBefore;
        }

        return answer;
    }

    /// <summary>Stable between processes: who gets a conversation must not change with a restart.</summary>
    private static ulong Share(string conversationId) => PostIds.TryParse(conversationId, out var id) ? ((id ^ (id >> 22)) * 0x9E37_79B9_7F4A_7C15) >> 33 : 0;

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            this.DeactivateOnIdle();
            throw;
        }
    }
}
