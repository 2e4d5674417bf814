using System.Text.Json;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Likes: refused to self-serve apps since April 2026, answered to others.</summary>
internal static class LikeEndpoints
{
    /// <summary><c>POST /2/users/:id/likes</c>.</summary>
    public static XAnswer Like(XRequest request)
    {
        if (request.Caller.Account!.Tier.SelfServe)
        {
            return XProblem.SelfServe("Likes");
        }

        return TweetId(request.Body) is null
            ? XProblem.Invalid("tweet_id", "", "$.tweet_id: is missing but it is required")
            : Liked(true);
    }

    /// <summary><c>DELETE /2/users/:id/likes/:tweet_id</c>.</summary>
    public static XAnswer Unlike(XRequest request) =>
        request.Caller.Account!.Tier.SelfServe ? XProblem.SelfServe("Likes") : Liked(false);

    private static ulong? TweetId(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("tweet_id", out var id)
                && id.ValueKind == JsonValueKind.String && PostDraftReader.TryId(id.GetString(), out var value)
                ? value
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static XAnswer Liked(bool liked) => XAnswer.Json(200, w =>
    {
        w.WriteStartObject();
        w.WriteStartObject("data");
        w.WriteBoolean("liked", liked);
        w.WriteEndObject();
        w.WriteEndObject();
    });
}
