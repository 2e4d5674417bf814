using System.Globalization;
using PuppetEngine.Emulators.Storage;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Every post, by id, by author and by who is mentioned. Guarded by the world's lock, except where it says otherwise.</summary>
internal sealed class XPostStore(XDirectory directory, EmulatorLog log, XEmulatorOptions options, TimeProvider time)
{
    private readonly Dictionary<ulong, XPost> _byId = [];
    private readonly Dictionary<ulong, PostCounts> _counts = [];
    private readonly Dictionary<ulong, List<XPost>> _conversations = [];
    private readonly Queue<XPost> _landed = new();
    private readonly SnowflakeClock _ids = new();

    /// <summary>Posts in the order they landed, deleted ones too, as far back as memory keeps them.</summary>
    public IEnumerable<XPost> Landed => _landed;

    /// <summary>Posts that left memory because there were too many.</summary>
    public long Forgotten { get; private set; }

    /// <summary>Told of each post that lands, under the world's lock; not of those that a start restores.</summary>
    public event Action<XPost>? Created;

    /// <summary>What others did to a post, as far as memory keeps it.</summary>
    public PostCounts CountsOf(ulong id) => _counts.GetValueOrDefault(id) ?? PostCounts.None;

    /// <summary>Changes what others did to a post.</summary>
    public void Count(ulong id, Func<PostCounts, PostCounts> change) => _counts[id] = change(CountsOf(id));

    /// <summary>The posts of a conversation by rising id.</summary>
    public IReadOnlyList<XPost> Conversation(ulong id) => _conversations.GetValueOrDefault(id) ?? [];

    public XPost? Find(ulong id) => _byId.TryGetValue(id, out var post) && !post.Deleted ? post : null;

    /// <summary>The own post that makes this one a duplicate.</summary>
    public XPost? FindDuplicate(XAccount author, PostDraft draft, bool anyAge)
    {
        var fingerprint = PostText.Fingerprint(draft.Text, draft.InReplyTo, draft.Quoted);
        return draft.Text.Length > 0 && author.Duplicates.TryGetValue(fingerprint, out var post)
            && (anyAge || post.CreatedAt > time.GetUtcNow() - options.DuplicateWindow)
            ? post
            : null;
    }

    public XPost Create(XAccount author, PostDraft draft, TimeSpan? lag, bool scripted = false)
    {
        var now = time.GetUtcNow();
        var id = _ids.Next(now);
        var parent = draft.InReplyTo is { } parentId ? Find(parentId) : null;
        var added = parent is null || !draft.AddMentions ? [] : AddedMentions(author, draft, parent);
        var prefix = string.Concat(added.Select(a => $"@{a.Handle} "));
        var salt = id.ToString(CultureInfo.InvariantCulture);
        var (text, links) = PostText.Show(draft.Text, prefix, salt);
        if (draft.Media.Count > 0)
        {
            var form = draft.Video ? "video" : "photo";
            text = PostText.AppendLink(text, links, salt, $"https://x.com/{author.Handle}/status/{id}/{form}/1", $"pic.x.com/{salt[^8..]}");
        }

        if (draft.Quoted is { } quotedId && Find(quotedId) is { } quoted)
        {
            var handle = directory.ById(quoted.AuthorId)?.Handle ?? "i";
            text = PostText.AppendLink(text, links, salt, $"https://x.com/{handle}/status/{quotedId}", $"x.com/{handle}/status/{quotedId}"[..27] + "…");
        }

        var mentioned = PostText.Mentions(draft.Text, directory).Select(directory.ByHandle).OfType<XAccount>().Concat(added)
            .Append(parent is null ? null : directory.ById(parent.AuthorId))
            .OfType<XAccount>().Select(a => a.Id).Concat(draft.AlsoMentions).Distinct().Where(a => a != author.Id).ToList();

        var post = new XPost
        {
            Id = id,
            AuthorId = author.Id,
            Text = text,
            SentText = draft.Text,
            CreatedAt = now,
            VisibleAt = now + (lag ?? author.Lag),
            InReplyTo = draft.InReplyTo,
            InReplyToUser = parent?.AuthorId,
            Quoted = draft.Quoted,
            ConversationId = parent?.ConversationId ?? id,
            Links = links,
            Media = draft.Media,
            Poll = draft.Poll,
            MadeWithAi = draft.MadeWithAi,
            Mentioned = mentioned,
            Scripted = scripted,
        };
        return Land(post);
    }

    /// <summary>The account's repost of a post: an entry of its own timeline.</summary>
    public XPost Repost(XAccount account, XPost original, bool scripted = false)
    {
        var now = time.GetUtcNow();
        var id = _ids.Next(now);
        return Land(new XPost
        {
            Id = id,
            AuthorId = account.Id,
            Text = $"RT @{directory.ById(original.AuthorId)?.Handle}: {original.Text}",
            SentText = "",
            CreatedAt = now,
            VisibleAt = now + account.Lag,
            Reposted = original.Id,
            ConversationId = id,
            Scripted = scripted,
        });
    }

    private XPost Land(XPost post)
    {
        log.Append(new LogEntry { Post = post });
        Restore(post);
        Created?.Invoke(post);
        return post;
    }

    /// <summary>Puts a post that is already in the log into every index.</summary>
    public XPost Restore(XPost post)
    {
        post.Fingerprint = PostText.Fingerprint(post.SentText, post.InReplyTo, post.Quoted);
        _ids.Saw(post.Id);
        _byId[post.Id] = post;
        _landed.Enqueue(post);
        CountFor(post, 1);
        if (!_conversations.TryGetValue(post.ConversationId, out var conversation))
        {
            _conversations.Add(post.ConversationId, conversation = []);
        }

        conversation.Add(post);
        if (directory.ById(post.AuthorId) is { } author)
        {
            author.Posts.Add(post);
            if (post.InReplyTo is { } parent)
            {
                author.Answered.Add(parent);
            }

            if (post.Reposted is null)
            {
                author.Duplicates[post.Fingerprint] = post;
            }
        }

        foreach (var user in post.Mentioned)
        {
            directory.ById(user)?.Mentions.Add(post);
        }

        Forget();
        return post;
    }

    public void Delete(XPost post)
    {
        log.Append(new LogEntry { Deleted = post.Id });
        RestoreDeletion(post.Id);
    }

    public void RestoreDeletion(ulong id)
    {
        if (_byId.TryGetValue(id, out var post) && !post.Deleted)
        {
            post.Deleted = true;
            CountFor(post, -1);
            if (directory.ById(post.AuthorId) is { } author && author.Duplicates.TryGetValue(post.Fingerprint, out var newest) && newest == post)
            {
                author.Duplicates.Remove(post.Fingerprint);
            }
        }
    }

    private void CountFor(XPost post, int n)
    {
        if (post.InReplyTo is { } answered)
        {
            Count(answered, c => c with { Replies = c.Replies + n });
        }

        if (post.Quoted is { } quoted)
        {
            Count(quoted, c => c with { Quotes = c.Quotes + n });
        }

        if (post.Reposted is { } original)
        {
            Count(original, c => c with { Reposts = c.Reposts + n });
        }
    }

    private List<XAccount> AddedMentions(XAccount author, PostDraft draft, XPost parent)
    {
        // X answers whoever wrote the parent and whom the parent mentions, but not the author and nobody already named.
        var named = PostText.LeadingMentionsOf(draft.Text.TrimStart() + " ", directory).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return parent.Mentioned.Prepend(parent.AuthorId).Distinct()
            .Where(id => id != author.Id && !draft.ExcludedFromReply.Contains(id))
            .Select(directory.ById).OfType<XAccount>()
            .Where(a => !named.Contains(a.Handle))
            .ToList();
    }

    private void Forget()
    {
        while (_landed.Count > options.RetainedPosts)
        {
            var oldest = _landed.Dequeue();
            Forgotten++;
            _byId.Remove(oldest.Id);
            _counts.Remove(oldest.Id);
            if (_conversations.TryGetValue(oldest.ConversationId, out var conversation))
            {
                Drop(conversation, oldest);
                if (conversation.Count == 0)
                {
                    _conversations.Remove(oldest.ConversationId);
                }
            }

            if (directory.ById(oldest.AuthorId) is { } author)
            {
                Drop(author.Posts, oldest);
                if (author.Duplicates.TryGetValue(oldest.Fingerprint, out var newest) && newest == oldest)
                {
                    author.Duplicates.Remove(oldest.Fingerprint);
                }
            }

            foreach (var user in oldest.Mentioned)
            {
                if (directory.ById(user) is { } account)
                {
                    Drop(account.Mentions, oldest);
                }
            }
        }
    }

    private static void Drop(List<XPost> posts, XPost oldest)
    {
        var index = posts.IndexOf(oldest);
        if (index >= 0)
        {
            posts.RemoveAt(index);
        }
    }
}
