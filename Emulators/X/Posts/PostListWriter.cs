using System.Text.Json;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Writes pages of posts with what they expand to, and partial errors.</summary>
internal sealed class PostListWriter(XWorld world, PostFields fields)
{
    private const string NotFoundType = "https://api.twitter.com/2/problems/resource-not-found";

    /// <summary>A page: no <c>data</c> where it is empty.</summary>
    public void WriteList(Utf8JsonWriter w, List<XPost> page, bool more)
    {
        w.WriteStartObject();
        WriteData(w, page);
        w.WriteStartObject("meta");
        w.WriteNumber("result_count", page.Count);
        if (page.Count > 0)
        {
            w.WriteString("newest_id", PostJson.Id(page[0].Id));
            w.WriteString("oldest_id", PostJson.Id(page[^1].Id));
        }

        if (more)
        {
            w.WriteString("next_token", TimelineQuery.NextToken(page[^1].Id));
        }

        w.WriteEndObject();
        w.WriteEndObject();
    }

    public void WriteLookup(Utf8JsonWriter w, List<XPost> found, List<ulong> missing)
    {
        w.WriteStartObject();
        WriteData(w, found);
        if (missing.Count > 0)
        {
            w.WriteStartArray("errors");
            foreach (var id in missing.Select(PostJson.Id))
            {
                WriteError(w, id, "tweet", "ids", $"Could not find tweet with ids: [{id}].");
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    }

    /// <summary>A post of a stream, with the rules that let it through.</summary>
    public void WriteStreamed(Utf8JsonWriter w, XPost post, Action<Utf8JsonWriter> writeRules)
    {
        w.WriteStartObject();
        w.WritePropertyName("data");
        PostJson.Write(w, post, fields, world);
        new PostIncludes(world, fields).Write(w, [post]);
        writeRules(w);
        w.WriteEndObject();
    }

    public static XAnswer UserNotFound(string id) => XAnswer.Json(200, w =>
    {
        w.WriteStartObject();
        w.WriteStartArray("errors");
        WriteError(w, id, "user", "id", $"Could not find user with id: [{id}].");
        w.WriteEndArray();
        w.WriteEndObject();
    });

    private void WriteData(Utf8JsonWriter w, List<XPost> posts)
    {
        if (posts.Count == 0)
        {
            return;
        }

        w.WriteStartArray("data");
        foreach (var post in posts)
        {
            PostJson.Write(w, post, fields, world);
        }

        w.WriteEndArray();
        new PostIncludes(world, fields).Write(w, posts);
    }

    public static void WriteError(Utf8JsonWriter w, string id, string resource, string parameter, string detail)
    {
        w.WriteStartObject();
        w.WriteString("value", id);
        w.WriteString("detail", detail);
        w.WriteString("title", "Not Found Error");
        w.WriteString("resource_type", resource);
        w.WriteString("parameter", parameter);
        w.WriteString("resource_id", id);
        w.WriteString("type", NotFoundType);
        w.WriteEndObject();
    }
}
