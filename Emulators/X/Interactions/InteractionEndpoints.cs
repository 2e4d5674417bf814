using System.Text.Json;
using PuppetEngine.Emulators.X.Limits;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Interactions;

/// <summary>Likes, reposts and follows. Likes and follows are refused to self-serve apps since April 2026.</summary>
internal sealed class InteractionEndpoints(XWorld world)
{
    /// <summary><c>POST /2/users/:id/likes</c>.</summary>
    public XAnswer Like(XRequest request) => Refuse(request, "Likes") ?? OnPost(request, FromBody(request, "tweet_id"), post => SetLike(request, post, undone: false));

    /// <summary><c>DELETE /2/users/:id/likes/:tweet_id</c>.</summary>
    public XAnswer Unlike(XRequest request) => Refuse(request, "Likes") ?? OnPost(request, FromPath(request, "tweet_id"), post => SetLike(request, post, undone: true));

    /// <summary><c>POST /2/users/:id/retweets</c>. Reposting again is the same repost.</summary>
    public XAnswer Repost(XRequest request) => Refuse(request, null) ?? OnPost(request, FromBody(request, "tweet_id"), post =>
    {
        var repost = FindRepost(request, post);
        if (repost is null)
        {
            repost = world.Posts.Repost(request.Caller.Account!, post);
            world.Counters.Add("x", "reposts");
            request.Caller.App.Usage.Charge(XPrices.Interaction);
        }

        return Data("retweeted", true, repost.Id);
    });

    /// <summary><c>DELETE /2/users/:id/retweets/:source_tweet_id</c>.</summary>
    public XAnswer UndoRepost(XRequest request) => Refuse(request, null) ?? OnPost(request, FromPath(request, "source_tweet_id"), post =>
    {
        if (FindRepost(request, post) is { } repost)
        {
            world.Posts.Delete(repost);
            request.Caller.App.Usage.Charge(XPrices.Delete);
        }

        return Data("retweeted", false, null);
    });

    /// <summary><c>POST /2/users/:id/following</c>.</summary>
    public XAnswer Follow(XRequest request) => Refuse(request, "Follows") ?? OnUser(FromBody(request, "target_user_id"), "target_user_id", id =>
    {
        SetFollow(request, id, undone: false);
        return XAnswer.Json(200, w =>
        {
            w.WriteStartObject();
            w.WriteStartObject("data");
            w.WriteBoolean("following", true);
            w.WriteBoolean("pending_follow", false);
            w.WriteEndObject();
            w.WriteEndObject();
        });
    });

    /// <summary><c>DELETE /2/users/:source_user_id/following/:target_user_id</c>.</summary>
    public XAnswer Unfollow(XRequest request) => Refuse(request, "Follows") ?? OnUser(FromPath(request, "target_user_id"), "target_user_id", id =>
    {
        SetFollow(request, id, undone: true);
        return Data("following", false, null);
    });

    private XAnswer SetLike(XRequest request, XPost post, bool undone)
    {
        if (world.Interactions.Set(new XInteraction(XInteraction.Like, request.Caller.Account!.Id, post.Id, undone)))
        {
            world.Counters.Add("x", undone ? "unlikes" : "likes");
            request.Caller.Account.Window(RateBucket.LikesDay).Count(world.Now);
            request.Caller.App.Usage.Charge(undone ? XPrices.Delete : XPrices.Interaction);
        }

        return Data("liked", !undone, null);
    }

    private void SetFollow(XRequest request, ulong target, bool undone)
    {
        if (world.Interactions.Set(new XInteraction(XInteraction.Follow, request.Caller.Account!.Id, target, undone)))
        {
            request.Caller.App.Usage.Charge(undone ? XPrices.Delete : XPrices.Interaction);
        }
    }

    private XPost? FindRepost(XRequest request, XPost post) => request.Caller.Account!.Posts.FindLast(p => p.Reposted == post.Id && !p.Deleted);

    /// <summary>What is wrong before the target is looked at: another's id in the path, the tier, the label.</summary>
    private static XAnswer? Refuse(XRequest request, string? removed)
    {
        var account = request.Caller.Account!;
        return request.PathId != PostJson.Id(account.Id)
            ? XProblem.Invalid("id", request.PathId, $"The `id` query parameter value [{request.PathId}] must be the same as the authenticating user [{account.Id}]")
            : removed is not null && account.Tier.SelfServe ? XProblem.SelfServe(removed)
            : account.Record.Unlabelled ? XProblem.NotLabelled()
            : null;
    }

    private XAnswer OnPost(XRequest request, (ulong? Id, XAnswer? Refusal) target, Func<XPost, XAnswer> act) =>
        target.Id is not { } id ? target.Refusal!
        : world.Posts.Find(id) is { } post ? act(post.Reposted is { } original && world.Posts.Find(original) is { } first ? first : post)
        : XProblem.ResourceNotFound("tweet", "tweet_id", PostJson.Id(id));

    private XAnswer OnUser((ulong? Id, XAnswer? Refusal) target, string parameter, Func<ulong, XAnswer> act) =>
        target.Id is not { } id ? target.Refusal!
        : world.Directory.ById(id) is null ? XProblem.ResourceNotFound("user", parameter, PostJson.Id(id))
        : act(id);

    private static (ulong? Id, XAnswer? Refusal) FromPath(XRequest request, string name) =>
        PostDraftReader.TryId(request.SecondPathId, out var id)
            ? (id, null)
            : (null, XProblem.Invalid(name, request.SecondPathId, $"The `{name}` query parameter value [{request.SecondPathId}] is not valid"));

    /// <summary>The one field of the body; every other is refused.</summary>
    private static (ulong? Id, XAnswer? Refusal) FromBody(XRequest request, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return (null, XProblem.Invalid("", "", "$: is not an object"));
            }

            foreach (var field in root.EnumerateObject())
            {
                if (field.Name != name)
                {
                    return (null, XProblem.Invalid("", "", $"$.{field.Name}: is not defined in the schema and the schema does not allow additional properties"));
                }
            }

            return !root.TryGetProperty(name, out var value) ? (null, XProblem.Invalid(name, "", $"$.{name}: is missing but it is required"))
                : value.ValueKind == JsonValueKind.String && PostDraftReader.TryId(value.GetString(), out var id) ? (id, null)
                : (null, XProblem.Invalid(name, value.ToString(), $"The `{name}` value [{value}] is not valid: it must match ^[0-9]{{1,19}}$"));
        }
        catch (JsonException)
        {
            return (null, XProblem.Invalid("", "", "The request body is not valid JSON."));
        }
    }

    private static XAnswer Data(string name, bool value, ulong? restId) => XAnswer.Json(200, w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("data");
        w.WriteBoolean(name, value);
        if (restId is { } id)
        {
            w.WriteString("rest_id", PostJson.Id(id));
        }

        w.WriteEndObject();
        w.WriteEndObject();
    });
}
