using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Social;

/// <summary>What comes over the app's stream, and how seldom has to be read while it stands.</summary>
internal sealed partial class XMentionsGrain
{
    /// <summary>While the stream stands, the mentions are read this seldom all the same: what it missed is found, and the since-id moves on.</summary>
    internal static readonly TimeSpan Check = TimeSpan.FromMinutes(15);

    /// <summary>Mentions above the since-id whose agent is noted; with more the stream is not listened to until reading has moved on.</summary>
    private const int MostAssigned = 1_000;

    private readonly HashSet<string> _heard = new(StringComparer.Ordinal);

    /// <summary>When the last reading that came to its end began.</summary>
    private DateTimeOffset? _readAt;

    /// <inheritdoc/>
    public async Task<bool> Hear(PostPage page)
    {
        if (_key.World != worlds.X.Id || state.State.Agents.Count == 0 || state.State.OwnId.Length == 0)
        {
            return false;
        }

        var since = PostIds.Parse(state.State.SinceId);
        var fresh = page.Posts.Where(post => PostIds.Parse(post.Id) > since && !_heard.Contains(post.Id)).ToList();
        if (fresh.Count == 0)
        {
            return true;
        }

        // X charges what it streamed; an account that may read no more does not follow until it may, and reads then.
        if (state.State.Assigned.Count >= MostAssigned
            || await PermittedAsync(SocialActKind.ReadStream, _ => Task.FromResult(page), read => read.Outcome, _ => fresh.Count) is null)
        {
            return false;
        }

        // To whom each goes is stored before it goes: a reading that finds it again later must give it to nobody else.
        if (Assign(fresh, state.State.Agents))
        {
            await WriteAsync();
        }

        if (!await DeliverAsync(page with { Posts = fresh }, state.State.Agents))
        {
            return false;
        }

        _heard.UnionWith(fresh.Select(post => post.Id));
        return true;
    }

    /// <summary>Whether the stream brings all that is new, so that nothing has to be read now.</summary>
    private async Task<bool> IsStreamedAsync(CancellationToken token)
    {
        if (!options.Value.UseStream)
        {
            return false;
        }

        try
        {
            var now = time.GetUtcNow();
            var standing = await (await StreamAsync(token)).Follow(_key.ToString(), state.State.OwnHandle);

            // Once more after the newest posts had time to show, then seldom.
            return standing.CoveredSince + Overlap is { } covered && _readAt >= covered && now - _readAt < Check;
        }
        // Without the stream mentions are read as if there were none.
        catch (Exception failure) when (failure is not OperationCanceledException || !token.IsCancellationRequested)
        {
            LogNoStream(logger, _key.ToString(), failure);
            return false;
        }
    }

    /// <summary>Says that nobody hears any more. Where that cannot be said, the account falls out of the stream's rules by itself.</summary>
    private async Task LeaveStreamAsync()
    {
        if (!options.Value.UseStream)
        {
            return;
        }

        try
        {
            await (await StreamAsync(CancellationToken.None)).Leave(_key.ToString());
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNoStream(logger, _key.ToString(), failure);
        }
    }

    private async ValueTask<IXStreamGrain> StreamAsync(CancellationToken token) =>
        grains.GetGrain<IXStreamGrain>($"{_key.World}/{(await accounts.ResolveAsync(_key, token)).App}");

    /// <summary>Notes who gets which mention, where that is not noted yet; true when something was noted.</summary>
    private bool Assign(IEnumerable<SeenPost> posts, List<string> agents)
    {
        var noted = posts
            .Where(post => !state.State.Assigned.Exists(one => one.Post == post.Id))
            .Select(post => new AssignedMention { Post = post.Id, Agent = AgentOf(post, agents) })
            .ToList();
        state.State.Assigned = noted.Count == 0 ? state.State.Assigned : [.. state.State.Assigned, .. noted];
        return noted.Count > 0;
    }

    /// <summary>The agent that a mention was given to before, while it speaks by the account; else the one that has its conversation.</summary>
    private string AgentOf(SeenPost post, List<string> agents) =>
        state.State.Assigned.Find(one => one.Post == post.Id) is { } known && state.State.Agents.Contains(known.Agent)
            ? known.Agent
            : agents[(int)(Share(post.ConversationId) % (ulong)agents.Count)];

    /// <summary>Everything at or below was taken; nobody has to remember who took it.</summary>
    private void MoveSince(string upto)
    {
        state.State.SinceId = PostIds.Max(state.State.SinceId, upto);
        var since = PostIds.Parse(state.State.SinceId);
        state.State.Assigned = [.. state.State.Assigned.Where(one => PostIds.Parse(one.Post) > since)];
        _heard.RemoveWhere(post => PostIds.Parse(post) <= since);
    }
}
