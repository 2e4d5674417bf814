using System.Text.Json;
using PuppetEngine.Emulators.X.Accounts;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Writes what X found in a text: links and mentions. Offsets count code points of the text as shown.</summary>
internal static class EntityJson
{
    public static void Write(Utf8JsonWriter w, XPost post, XDirectory directory)
    {
        var mentions = PostText.MentionsAt(post.Text, directory).ToList();
        if (post.Links.Count == 0 && mentions.Count == 0)
        {
            return;
        }

        w.WriteStartObject("entities");
        if (mentions.Count > 0)
        {
            w.WriteStartArray("mentions");
            foreach (var (start, end, handle) in mentions)
            {
                w.WriteStartObject();
                w.WriteNumber("start", start);
                w.WriteNumber("end", end);
                w.WriteString("username", directory.ByHandle(handle)?.Handle ?? handle);
                if (directory.ByHandle(handle) is { } account)
                {
                    w.WriteString("id", PostJson.Id(account.Id));
                }

                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        if (post.Links.Count > 0)
        {
            w.WriteStartArray("urls");
            foreach (var link in post.Links)
            {
                w.WriteStartObject();
                w.WriteNumber("start", link.Start);
                w.WriteNumber("end", link.End);
                w.WriteString("url", link.Url);
                w.WriteString("expanded_url", link.ExpandedUrl);
                w.WriteString("display_url", link.DisplayUrl);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    }
}
