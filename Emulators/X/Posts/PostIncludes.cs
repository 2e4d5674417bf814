using System.Text.Json;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Writes what posts expand to: users, posts, media, polls.</summary>
internal sealed class PostIncludes(XWorld world, PostFields fields)
{
    /// <summary>Writes <c>includes</c>, unless there is nothing in it.</summary>
    public void Write(Utf8JsonWriter w, List<XPost> posts)
    {
        var referenced = Has("referenced_tweets.id") || Has("referenced_tweets.id.author_id")
            ? posts.SelectMany(p => new[] { p.InReplyTo, p.Quoted, p.Reposted }).OfType<ulong>().Distinct().Select(world.Posts.Find).OfType<XPost>().ToList()
            : [];
        var users = Users(posts, referenced);
        var media = Has("attachments.media_keys") ? posts.SelectMany(p => p.Media).Distinct().ToList() : [];
        var polls = Has("attachments.poll_ids") ? posts.Where(p => p.Poll is not null).ToList() : [];
        if (users.Count + referenced.Count + media.Count + polls.Count == 0)
        {
            return;
        }

        w.WriteStartObject("includes");
        Array(w, "users", users, user => PostJson.WriteUser(w, user, fields));
        Array(w, "tweets", referenced, post => PostJson.Write(w, post, fields, world));
        Array(w, "media", media, id => world.Media.Write(w, id, fields));
        Array(w, "polls", polls, post => Poll(w, post));
        w.WriteEndObject();
    }

    private List<XAccount> Users(List<XPost> posts, List<XPost> referenced)
    {
        var ids = new List<ulong>();
        if (Has("author_id"))
        {
            ids.AddRange(posts.Select(p => p.AuthorId));
        }

        if (Has("in_reply_to_user_id"))
        {
            ids.AddRange(posts.Select(p => p.InReplyToUser).OfType<ulong>());
        }

        if (Has("referenced_tweets.id.author_id"))
        {
            ids.AddRange(referenced.Select(p => p.AuthorId));
        }

        var named = Has("entities.mentions.username") ? posts.SelectMany(p => PostText.Mentions(p.Text, world.Directory)).Select(world.Directory.ByHandle).OfType<XAccount>() : [];
        return [.. ids.Select(world.Directory.ById).OfType<XAccount>().Concat(named).Distinct()];
    }

    private void Poll(Utf8JsonWriter w, XPost post)
    {
        var end = post.CreatedAt.AddMinutes(post.Poll!.Minutes);
        w.WriteStartObject();
        w.WriteString("id", PostJson.Id(post.Id + 1));
        w.WriteStartArray("options");
        for (var i = 0; i < post.Poll.Options.Count; i++)
        {
            w.WriteStartObject();
            w.WriteNumber("position", i + 1);
            w.WriteString("label", post.Poll.Options[i]);
            w.WriteNumber("votes", 0);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteNumber("duration_minutes", post.Poll.Minutes);
        w.WriteString("end_datetime", PostJson.Time(end));
        w.WriteString("voting_status", end > world.Now ? "open" : "closed");
        w.WriteEndObject();
    }

    private bool Has(string expansion) => fields.Expansions.Contains(expansion);

    private static void Array<T>(Utf8JsonWriter w, string name, List<T> items, Action<T> write)
    {
        if (items.Count > 0)
        {
            w.WriteStartArray(name);
            items.ForEach(write);
            w.WriteEndArray();
        }
    }
}
