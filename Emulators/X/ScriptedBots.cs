using System.Globalization;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.X;

/// <summary>
/// Users of the emulated world who answer by themselves whenever they are named or answered: a talkative reader, a bot, two bots that would
/// go on for ever. Kept in memory alone. Guarded by the world's lock.
/// </summary>
internal sealed class ScriptedBots
{
    private readonly XWorld _world;
    private readonly EmulatorLifetime _lifetime;
    private readonly Dictionary<ulong, (ScriptedBot Bot, int Said)> _bots = [];
    private readonly Queue<(ulong User, XPost Post)> _due = new();
    private bool _busy;

    public ScriptedBots(XWorld world, EmulatorLifetime lifetime)
    {
        (_world, _lifetime) = (world, lifetime);
        world.Posts.Created += Hear;
    }

    public IEnumerable<(string Handle, int Said, int Most)> All => _bots.Select(b => (_world.Directory.ById(b.Key)?.Handle ?? "", b.Value.Said, b.Value.Bot.Most));

    public void Set(ulong userId, ScriptedBot bot) => _bots[userId] = (bot, 0);

    public void Clear() => _bots.Clear();

    private void Hear(XPost post)
    {
        foreach (var (user, (bot, _)) in _bots.ToList())
        {
            if (post.AuthorId == user || !post.Mentioned.Contains(user) || post.Reposted is not null
                || (bot.Only.Count > 0 && !bot.Only.Contains(_world.Directory.ById(post.AuthorId)?.Handle ?? "", StringComparer.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (bot.Delay > TimeSpan.Zero)
            {
                _lifetime.Later(_world.Time, bot.Delay, () => Say(user, post));
            }
            else
            {
                _due.Enqueue((user, post));
            }
        }

        SayDue();
    }

    private void Say(ulong user, XPost post)
    {
        lock (_world.Gate)
        {
            _due.Enqueue((user, post));
            SayDue();
        }
    }

    /// <summary>One after the other: what a bot says lets the next one speak, however many turns that takes.</summary>
    private void SayDue()
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            while (_due.TryDequeue(out var next))
            {
                Answer(next.User, next.Post);
            }
        }
        finally
        {
            _busy = false;
        }
    }

    private void Answer(ulong user, XPost post)
    {
        if (!_bots.TryGetValue(user, out var entry) || entry.Said >= entry.Bot.Most || _world.Directory.ById(user) is not { } account || _world.Posts.Find(post.Id) is null)
        {
            return;
        }

        _bots[user] = (entry.Bot, entry.Said + 1);
        var text = entry.Bot.Text.Replace("{n}", (entry.Said + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        _world.Posts.Create(account, new PostDraft { Text = text, InReplyTo = post.Id }, lag: null, scripted: true);
    }
}
