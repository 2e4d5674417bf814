using System.Globalization;
using System.Text.Json;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Creating and deleting posts.</summary>
internal sealed class PostEndpoints(XWorld world, XLimiter limiter, PostRules rules)
{
    /// <summary><c>POST /2/tweets</c>.</summary>
    public XAnswer Create(XRequest request)
    {
        var (draft, refusal) = PostDraftReader.Read(request.Body);
        if (draft is null)
        {
            return refusal!;
        }

        var author = request.Caller.Account!;
        if (rules.Refuse(author, draft, request.AnyAgeIsDuplicate) is { } refused)
        {
            return refused;
        }

        if (draft.InReplyTo is { } parent && author.Posts.Exists(p => p.InReplyTo == parent && !p.Deleted) && world.Posts.Find(parent)?.AuthorId != author.Id)
        {
            // X lets it pass and suspends for it later, so it is counted here, for whoever must show that it never happens.
            world.Counters.Add("x", "repeated_replies");
        }

        var post = world.Posts.Create(author, draft with { Video = draft.Media.Count > 0 && world.Media.IsFilm(draft.Media[0]) }, request.Lag);
        limiter.CountPost(request.Caller, Price(post));
        world.Counters.Add("x", "posts");
        return XAnswer.Json(201, w =>
        {
            var id = post.Id.ToString(CultureInfo.InvariantCulture);
            w.WriteStartObject();
            w.WriteStartObject("data");
            w.WriteString("id", id);
            w.WriteString("text", post.Text);
            w.WriteStartArray("edit_history_tweet_ids");
            w.WriteStringValue(id);
            w.WriteEndArray();
            w.WriteEndObject();
            w.WriteEndObject();
        });
    }

    /// <summary><c>DELETE /2/tweets/:id</c>. A post that is gone already answers <c>deleted: true</c>, as X does.</summary>
    public XAnswer Delete(XRequest request)
    {
        if (!PostDraftReader.TryId(request.PathId, out var id))
        {
            return XProblem.Invalid("id", request.PathId, $"The `id` query parameter value [{request.PathId}] is not valid");
        }

        if (world.Posts.Find(id) is { } post)
        {
            if (post.AuthorId != request.Caller.Account!.Id)
            {
                return XProblem.NotPermitted();
            }

            world.Posts.Delete(post);
            world.Counters.Add("x", "deletions");
        }

        request.Caller.App.Usage.Charge(XPrices.Delete);
        return XAnswer.Json(200, Deleted);
    }

    private static void Deleted(Utf8JsonWriter w)
    {
        w.WriteStartObject();
        w.WriteStartObject("data");
        w.WriteBoolean("deleted", true);
        w.WriteEndObject();
        w.WriteEndObject();
    }

    private static long Price(XPost post) => post.Links.Count > 0 ? XPrices.PostWithUrl
        : post.InReplyTo is not null ? XPrices.SummonedReply
        : XPrices.PostCreate;
}
