using System.Globalization;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X;
using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;

namespace PuppetEngine.Emulators.Control;

/// <summary>The X part of the control API.</summary>
internal sealed class XControl(XWorld world, OAuth2Server oauth2, EmulatorLog log, EmulatorLifetime lifetime, SolanaChain chain)
{
    public IResult Status()
    {
        object solana;
        lock (chain.Gate)
        {
            chain.Advance();
            solana = new { slot = chain.Tip, transactions = chain.History.All.Count, pending = chain.Pending.Count };
        }

        lock (world.Gate)
        {
            return ControlJson.Ok(new
            {
                id = world.Id,
                ready = true,
                time = world.Now,
                persistent = log.Path is not null,
                torn_bytes = log.TornBytes,
                pending_effects = lifetime.Pending,
                x = new { accounts = world.Directory.Accounts.Count(), posts = world.Posts.Landed.Count() },
                solana,
            });
        }
    }

    /// <summary>
    /// What has landed, oldest first. <c>author</c> (handle), <c>after</c> (id) and <c>limit</c> narrow it; <c>scripted=true</c> adds
    /// what scripted users wrote; deleted posts stay, marked.
    /// </summary>
    public IResult Posts(IQueryCollection query)
    {
        var author = query["author"].ToString();
        _ = PostDraftReader.TryId(query["after"], out var after);
        var most = int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
        var scripted = query["scripted"] == "true";
        lock (world.Gate)
        {
            var items = world.Posts.Landed
                .Where(p => p.Id > after && (scripted || !p.Scripted)
                    && (author.Length == 0 || string.Equals(world.Directory.ById(p.AuthorId)?.Handle, author, StringComparison.OrdinalIgnoreCase)))
                .Take(most).Select(Item).ToList();
            return ControlJson.Ok(new { items, forgotten = world.Posts.Forgotten });
        }
    }

    public IResult Users()
    {
        lock (world.Gate)
        {
            return ControlJson.Ok(new { items = world.Directory.Accounts.OrderBy(a => a.Handle, StringComparer.Ordinal).Select(a => Account(a, null)).ToList() });
        }
    }

    /// <summary>Makes an account or changes one; what the body leaves out stays, or is what the emulated world would give.</summary>
    public async Task<IResult> SaveAccountAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<XAccountRequest>(request);
        if (!XDirectory.IsHandle(body.Handle))
        {
            throw new FormatException($"'{body.Handle}' is not a handle: use 1 to 64 letters, digits, '_', '-' or '.'.");
        }

        if (body.Tier is not null && XTier.Find(body.Tier) is null)
        {
            throw new FormatException($"The tier '{body.Tier}' does not exist; use one of {string.Join(", ", XTier.Names)}.");
        }

        ulong? userId = body.UserId is null ? null : PostDraftReader.TryId(body.UserId, out var id) ? id
            : throw new FormatException($"The user id '{body.UserId}' is not a decimal number of at most 19 digits.");
        lock (world.Gate)
        {
            var known = world.Directory.ByHandle(body.Handle)?.Record;
            SaveApp(body, known);
            var account = world.Directory.Save(new XAccountRecord
            {
                UserId = known?.UserId ?? userId ?? XDirectory.UserIdOf(body.Handle),
                Handle = known?.Handle ?? body.Handle,
                Name = body.Name ?? known?.Name ?? body.Handle,
                ConsumerKey = body.ConsumerKey ?? known?.ConsumerKey ?? XDirectory.EmulatedApp,
                AccessToken = body.AccessToken ?? known?.AccessToken ?? body.Handle + "-emulated",
                AccessSecret = body.AccessSecret ?? known?.AccessSecret ?? body.Handle + "-emulated-secret",
                Tier = body.Tier ?? known?.Tier ?? world.Options.Tier,
                Access = body.Access is null ? known?.Access ?? XAccessLevel.ReadWrite : AccessOf(body.Access),
                Unlabelled = body.AutomatedLabel is { } label ? !label : known?.Unlabelled ?? false,
                AiRepliesRefused = body.AiRepliesApproved is { } approved ? !approved : known?.AiRepliesRefused ?? false,
                Description = body.Description ?? known?.Description ?? "",
                CreatedAt = body.CreatedAt ?? known?.CreatedAt,
                Followers = body.Followers ?? known?.Followers ?? 0,
                Following = body.Following ?? known?.Following ?? 0,
                LagMs = body.LagMs ?? known?.LagMs ?? (int)world.Options.TimelineLag.TotalMilliseconds,
                Premium = body.Premium ?? known?.Premium ?? false,
            });
            return ControlJson.Ok(Account(account, body.Grant is { } scope ? oauth2.Grant(account, scope) : null), 201);
        }
    }

    /// <summary>A scripted user mentions an account; answers the post.</summary>
    public async Task<IResult> MentionAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<XMentionRequest>(request);
        if (!XDirectory.IsHandle(body.From) || !XDirectory.IsHandle(body.To))
        {
            throw new FormatException("'from' and 'to' must be handles of 1 to 64 letters, digits, '_', '-' or '.'.");
        }

        ulong? parent = body.InReplyTo is null ? null : PostDraftReader.TryId(body.InReplyTo, out var id) && world.Posts.Find(id) is not null ? id
            : throw new FormatException($"There is no post {body.InReplyTo} to answer.");
        lock (world.Gate)
        {
            var target = world.Directory.ByHandle(body.To) ?? world.Directory.Provision(body.To);
            var author = world.Directory.ByHandle(body.From) ?? world.Directory.Save(new XAccountRecord
            {
                UserId = XDirectory.UserIdOf(body.From),
                Handle = body.From,
                Name = body.From,
                ConsumerKey = XDirectory.EmulatedApp,
            });
            var named = PostText.Mentions(body.Text, world.Directory).Contains(target.Handle, StringComparer.OrdinalIgnoreCase);
            var post = world.Posts.Create(author, new PostDraft
            {
                Text = named || parent is not null ? body.Text : $"@{target.Handle} {body.Text}",
                InReplyTo = parent,
                AlsoMentions = [target.Id],
            }, body.LagMs is { } lag ? TimeSpan.FromMilliseconds(lag) : target.Lag, scripted: true);
            return ControlJson.Ok(Item(post), 201);
        }
    }

    /// <summary>Sets a window, a cap or the credits.</summary>
    public async Task<IResult> SetWindowAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<XWindowRequest>(request);
        lock (world.Gate)
        {
            if (body.Open)
            {
                world.OpenAll();
            }

            var account = body.Account is { } handle
                ? world.Directory.ByHandle(handle) ?? throw new FormatException($"There is no account '{handle}'.")
                : null;
            var consumerKey = body.App ?? account?.App.Record.ConsumerKey ?? XDirectory.EmulatedApp;
            var app = world.Directory.App(consumerKey) ?? throw new FormatException($"There is no app '{consumerKey}'.");
            if (body.Bucket is { } name)
            {
                SetWindow(body, name, account, app);
            }

            app.Usage.MonthlyPosts = body.MonthlyPosts ?? app.Usage.MonthlyPosts;
            app.Usage.MonthlyReads = body.MonthlyReads ?? app.Usage.MonthlyReads;
            app.Usage.Credits = body.CreditsUsd is { } usd ? (long)(usd * 1_000_000) : app.Usage.Credits;
            return Results.NoContent();
        }
    }

    private void SetWindow(XWindowRequest body, string name, XAccount? account, XApp app)
    {
        if (!Enum.TryParse<RateBucket>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var bucket))
        {
            throw new FormatException($"The window '{name}' is unknown.");
        }

        var isApp = account is null || bucket == RateBucket.AppPostsDay;
        var window = (isApp ? app.FindWindow(bucket) : account!.FindWindow(bucket))
            ?? throw new FormatException(isApp ? $"The window '{name}' needs an account." : $"The window '{name}' belongs to the app: leave the account out.");
        window.Set(world.Now, body.Limit, body.Remaining);
        if (body.CloseSeconds is { } seconds)
        {
            var owner = isApp ? app.Record.ConsumerKey : account!.Id.ToString(CultureInfo.InvariantCulture);
            world.Close(new ClosedWindow(owner, bucket.ToString(), world.Now.AddSeconds(seconds)));
        }
    }

    private void SaveApp(XAccountRequest body, XAccountRecord? known)
    {
        var key = body.ConsumerKey ?? known?.ConsumerKey ?? XDirectory.EmulatedApp;
        if (world.Directory.App(key) is not { } app || body.ConsumerSecret is not null || body.ClientId is not null || body.ClientSecret is not null)
        {
            var old = world.Directory.App(key)?.Record;
            world.Directory.Save(new XAppRecord
            {
                ConsumerKey = key,
                ConsumerSecret = body.ConsumerSecret ?? old?.ConsumerSecret ?? key + "-secret",
                BearerToken = old?.BearerToken ?? key + "-bearer",
                ClientId = body.ClientId ?? old?.ClientId ?? "",
                ClientSecret = body.ClientSecret ?? old?.ClientSecret ?? "",
                Tier = body.Tier ?? old?.Tier ?? world.Options.Tier,
            });
        }
    }

    private static XAccessLevel AccessOf(string access) => access switch
    {
        "read" => XAccessLevel.Read,
        "read-write" => XAccessLevel.ReadWrite,
        "read-write-directmessages" => XAccessLevel.ReadWriteDirectMessages,
        _ => throw new FormatException($"The access '{access}' does not exist; use read, read-write or read-write-directmessages."),
    };

    internal static object Item(XPost post) => new
    {
        id = PostJson.Id(post.Id),
        author_id = PostJson.Id(post.AuthorId),
        text = post.Text,
        sent_text = post.SentText,
        reply = post.InReplyTo is { } parent ? new { in_reply_to_tweet_id = PostJson.Id(parent) } : null,
        quote_tweet_id = post.Quoted is { } quoted ? PostJson.Id(quoted) : null,
        repost_of = post.Reposted is { } original ? PostJson.Id(original) : null,
        media_ids = post.Media.Count > 0 ? post.Media.Select(PostJson.Id).ToList() : null,
        poll = post.Poll is { } poll ? new { options = poll.Options, duration_minutes = poll.Minutes } : null,
        conversation_id = PostJson.Id(post.ConversationId),
        created_at = PostJson.Time(post.CreatedAt),
        visible_at = PostJson.Time(post.VisibleAt),
        deleted = post.Deleted,
    };

    private static object Account(XAccount account, TokenGrant? grant) => new
    {
        id = PostJson.Id(account.Id),
        handle = account.Handle,
        name = account.Record.Name,
        consumer_key = account.Record.ConsumerKey,
        access_token = account.Record.AccessToken,
        tier = account.Tier.Name,
        automated_label = !account.Record.Unlabelled,
        ai_replies_approved = !account.Record.AiRepliesRefused,
        likes = account.Likes.Select(PostJson.Id).ToList(),
        follows = account.Follows.Select(PostJson.Id).ToList(),
        lag_ms = account.Record.LagMs,
        posts = account.Posts.Count,
        spent_usd = account.App.Usage.Spent / 1_000_000m,
        grant = grant is null ? null : new { access_token = grant.AccessToken, refresh_token = grant.RefreshToken, scope = grant.Scope },
    };
}
