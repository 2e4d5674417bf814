using System.Globalization;
using System.Text.Json;
using PuppetEngine.Emulators.X.Accounts;
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

        CountBreaches(author, draft);
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

    /// <summary>
    /// X lets these pass and suspends for them later, so they are counted here, for whoever must show that they never happen: a second
    /// answer to one post, and the name of somebody who is not in the conversation.
    /// </summary>
    private void CountBreaches(XAccount author, PostDraft draft)
    {
        var parent = draft.InReplyTo is { } id ? world.Posts.Find(id) : null;
        if (parent is not null && parent.AuthorId != author.Id && author.Answered.Contains(parent.Id))
        {
            world.Counters.Add("x", "repeated_replies");
        }

        if (PostText.Mentions(draft.Text, world.Directory).Select(world.Directory.ByHandle).OfType<XAccount>()
            .Any(a => a.Id != author.Id && a.Id != parent?.AuthorId && parent?.Mentioned.Contains(a.Id) != true))
        {
            world.Counters.Add("x", "unsolicited_mentions");
        }
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
