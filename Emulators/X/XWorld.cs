using Microsoft.Extensions.Options;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Interactions;
using PuppetEngine.Emulators.X.Media;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Streaming;

namespace PuppetEngine.Emulators.X;

/// <summary>All state of the emulated X under one lock, rebuilt from the log when the emulator starts.</summary>
internal sealed class XWorld
{
    private readonly EmulatorLog _log;

    public XWorld(EmulatorLog log, IOptions<EmulatorOptions> options, CounterBook counters, TimeProvider time)
    {
        _log = log;
        Options = options.Value.X;
        Counters = counters;
        Time = time;
        Directory = new XDirectory(log, Options);
        Posts = new XPostStore(Directory, log, Options, time);
        Interactions = new XInteractions(Directory, Posts, log);
        Media = new XMediaStore(log, Options, time);
        Rules = new XStreamRules(log, time);
        Authenticator = new XAuthenticator(Directory, Options, time);
        Id = Restore();
    }

    /// <summary>Guards accounts' windows, usage and posts. Never held over an await.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Whose world this is: kept with the data directory, fresh without one.</summary>
    public string Id { get; }

    public XEmulatorOptions Options { get; }

    public CounterBook Counters { get; }

    public TimeProvider Time { get; }

    public XDirectory Directory { get; }

    public XPostStore Posts { get; }

    public XInteractions Interactions { get; }

    public XMediaStore Media { get; }

    public XStreamRules Rules { get; }

    public XAuthenticator Authenticator { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Closes a window, cap or the credits until an instant, also over a restart.</summary>
    public void Close(ClosedWindow closed)
    {
        _log.Append(new LogEntry { Closed = closed });
        Apply(closed);
    }

    /// <summary>Opens every window, cap and lack of credits. Takes the lock itself.</summary>
    public void OpenAll()
    {
        lock (Gate)
        {
            foreach (var account in Directory.Accounts)
            {
                account.OpenWindows();
            }

            foreach (var app in Directory.Apps)
            {
                app.OpenWindows();
                app.Usage.Open();
                _log.Append(new LogEntry { Closed = new ClosedWindow(app.Record.ConsumerKey, "cap", DateTimeOffset.MinValue) });
                _log.Append(new LogEntry { Closed = new ClosedWindow(app.Record.ConsumerKey, "credits", DateTimeOffset.MinValue) });
            }
        }
    }

    private string Restore()
    {
        string? id = null;
        foreach (var entry in _log.ReadAll())
        {
            id = entry.EmulatorId ?? id;
            _ = entry switch
            {
                { App: { } app } => Directory.Restore(app) is not null,
                { Account: { } account } => Directory.Restore(account) is not null,
                { Post: { } post } => Replay(post),
                { Deleted: { } deleted } => Do(() => Posts.RestoreDeletion(deleted)),
                { Grant: { } grant } => Do(() => Directory.Restore(grant)),
                { Revoked: { } token } => Do(() => Directory.RemoveGrant(token)),
                { Interaction: { } interaction } => Do(() => Interactions.Restore(interaction)),
                { Media: { } media } => Do(() => Media.Restore(media)),
                { Rule: { } rule } => Do(() => Rules.Restore(rule)),
                { RuleDeleted: { } ruleId } => Do(() => Rules.RestoreDeletion(ruleId)),
                { Closed: { } closed } => Do(() => Apply(closed)),
                _ => false,
            };
        }

        if (id is null)
        {
            id = $"emulator-{Guid.NewGuid():N}"[..21];
            _log.Append(new LogEntry { EmulatorId = id });
        }

        return id;
    }

    /// <summary>Indexes a post of the log and counts it in the caps that reach beyond a restart.</summary>
    private bool Replay(XPost post)
    {
        Posts.Restore(post);
        var now = Now;
        if (!post.Scripted && post.Reposted is null && Directory.ById(post.AuthorId) is { } author)
        {
            if (post.CreatedAt > now - TimeSpan.FromHours(24))
            {
                author.Window(RateBucket.UserPostsDay).Count(now);
                author.App.PostsDay.Count(now);
            }

            if (post.CreatedAt.Year == now.Year && post.CreatedAt.Month == now.Month)
            {
                author.App.Usage.CountPost(now, 0);
            }
        }

        return true;
    }

    private void Apply(ClosedWindow closed)
    {
        var now = Now;
        if (Directory.App(closed.Owner) is { } app)
        {
            ApplyToApp(app, closed, now);
        }
        else if (ulong.TryParse(closed.Owner, out var userId) && Directory.ById(userId) is { } account
            && Enum.TryParse<RateBucket>(closed.Bucket, out var bucket))
        {
            CloseOrOpen(account.Window(bucket), now, closed.Until);
        }
    }

    private static void ApplyToApp(XApp app, ClosedWindow closed, DateTimeOffset now)
    {
        switch (closed.Bucket)
        {
            case "cap":
                app.Usage.CapClosedUntil = closed.Until > now ? closed.Until : null;
                break;
            case "credits":
                app.Usage.CreditsClosedUntil = closed.Until > now ? closed.Until : null;
                break;
            case var name:
                CloseOrOpen(Enum.TryParse<RateBucket>(name, out var bucket) ? app.Window(bucket) : app.PostsDay, now, closed.Until);
                break;
        }
    }

    private static void CloseOrOpen(RateWindow window, DateTimeOffset now, DateTimeOffset until)
    {
        if (until > now)
        {
            window.Close(now, until);
        }
        else
        {
            window.Open();
        }
    }

    private static bool Do(Action action)
    {
        action();
        return true;
    }
}
