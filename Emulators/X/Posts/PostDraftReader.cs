using System.Globalization;
using System.Text.Json;
using PuppetEngine.Emulators.X.Wire;

namespace PuppetEngine.Emulators.X.Posts;

/// <summary>Reads and checks the body of <c>POST /2/tweets</c> as X's schema does: unknown fields are refused.</summary>
internal static class PostDraftReader
{
    private static readonly string[] ReplySettings = ["following", "mentionedUsers", "subscribers", "verified"];

    public static (PostDraft? Draft, XAnswer? Refusal) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return (Draft(document.RootElement), null);
        }
        catch (JsonException)
        {
            return (null, XProblem.Invalid("", "", "The request body is not valid JSON."));
        }
        catch (InvalidField e)
        {
            return (null, XProblem.Invalid(e.Field, e.Value, e.Message));
        }
    }

    private static PostDraft Draft(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidField("", "", "$: is not an object");
        }

        var draft = new PostDraft();
        var community = false;
        foreach (var field in root.EnumerateObject())
        {
            var value = field.Value;
            switch (field.Name)
            {
                case "text": draft = draft with { Text = Text("text", value) }; break;
                case "reply": draft = Reply(draft, value); break;
                case "quote_tweet_id": draft = draft with { Quoted = Id("quote_tweet_id", value) }; break;
                case "media": draft = draft with { Media = MediaIds(value) }; break;
                case "poll": draft = draft with { Poll = Poll(value) }; break;
                case "reply_settings": OneOf("reply_settings", value, ReplySettings); break;
                case "made_with_ai": draft = draft with { MadeWithAi = Bool(field.Name, value) }; break;
                case "paid_partnership" or "for_super_followers_only" or "nullcast": Bool(field.Name, value); break;
                case "community_id": Id("community_id", value); community = true; break;
                case "share_with_followers": Bool(field.Name, value); break;
                case "direct_message_deep_link" or "card_uri": Text(field.Name, value); break;
                case "geo": Only("$.geo", value, "place_id"); break;
                case "edit_options": Only("$.edit_options", value, "previous_post_id", "previous_tweet_id"); break;
                default: throw Undefined("$", field.Name);
            }
        }

        var kinds = (draft.Media.Count > 0 ? 1 : 0) + (draft.Poll is null ? 0 : 1) + (draft.Quoted is null ? 0 : 1);
        if (kinds > 1)
        {
            throw new InvalidField("", "", "$: only one of [media, poll, quote_tweet_id] may be given");
        }

        if (community && draft.InReplyTo is not null)
        {
            throw new InvalidField("community_id", "", "$: community_id and reply exclude each other");
        }

        if (string.IsNullOrWhiteSpace(draft.Text) && draft.Media.Count == 0)
        {
            throw new InvalidField("text", draft.Text, "text: is required unless media is attached");
        }

        return draft;
    }

    private static PostDraft Reply(PostDraft draft, JsonElement value)
    {
        Only("$.reply", value, "in_reply_to_tweet_id", "exclude_reply_user_ids", "auto_populate_reply_metadata");
        if (!value.TryGetProperty("in_reply_to_tweet_id", out var parent))
        {
            throw new InvalidField("reply", "", "$.reply.in_reply_to_tweet_id: is missing but it is required");
        }

        return draft with
        {
            InReplyTo = Id("in_reply_to_tweet_id", parent),
            ExcludedFromReply = value.TryGetProperty("exclude_reply_user_ids", out var ids) ? Ids("exclude_reply_user_ids", ids, int.MaxValue) : [],
            AddMentions = !value.TryGetProperty("auto_populate_reply_metadata", out var add) || Bool("auto_populate_reply_metadata", add),
        };
    }

    private static List<ulong> MediaIds(JsonElement value)
    {
        Only("$.media", value, "media_ids", "tagged_user_ids");
        if (value.TryGetProperty("tagged_user_ids", out var tagged))
        {
            Ids("tagged_user_ids", tagged, 10);
        }

        var ids = value.TryGetProperty("media_ids", out var media) ? Ids("media_ids", media, 4) : [];
        return ids.Count > 0 ? ids : throw new InvalidField("media_ids", "", "$.media.media_ids: there must be a minimum of 1 items in the array");
    }

    private static XPoll Poll(JsonElement value)
    {
        Only("$.poll", value, "options", "duration_minutes", "reply_settings");
        if (!value.TryGetProperty("options", out var options) || options.ValueKind != JsonValueKind.Array || options.GetArrayLength() is < 2 or > 4)
        {
            throw new InvalidField("poll", "", "$.poll.options: there must be 2 to 4 items in the array");
        }

        foreach (var option in options.EnumerateArray())
        {
            if (Text("options", option) is { Length: 0 or > 25 } text)
            {
                throw new InvalidField("poll", text, "$.poll.options: must be 1 to 25 characters long");
            }
        }

        if (!value.TryGetProperty("duration_minutes", out var minutes) || !minutes.TryGetInt32(out var n) || n is < 5 or > 10_080)
        {
            throw new InvalidField("poll", "", "$.poll.duration_minutes: must be between 5 and 10080");
        }

        return new XPoll([.. options.EnumerateArray().Select(o => o.GetString()!)], n);
    }

    private static void Only(string path, JsonElement value, params string[] names)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidField("", "", $"{path}: is not an object");
        }

        foreach (var field in value.EnumerateObject())
        {
            if (Array.IndexOf(names, field.Name) < 0)
            {
                throw Undefined(path, field.Name);
            }
        }
    }

    private static List<ulong> Ids(string field, JsonElement value, int most)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            throw new InvalidField(field, "", $"{field}: there must be a maximum of {most} items in the array");
        }

        return [.. value.EnumerateArray().Select(v => Id(field, v))];
    }

    private static ulong Id(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && TryId(value.GetString(), out var id)
            ? id
            : throw new InvalidField(field, value.ToString(), $"The `{field}` value [{value}] is not valid: it must match ^[0-9]{{1,19}}$");

    public static bool TryId(string? text, out ulong id)
    {
        id = 0;
        return text is { Length: >= 1 and <= 19 } && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }

    private static string Text(string field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new InvalidField(field, value.ToString(), $"$.{field}: is not a string");

    private static bool Bool(string field, JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw new InvalidField(field, value.ToString(), $"$.{field}: is not a boolean");

    private static void OneOf(string field, JsonElement value, string[] allowed)
    {
        if (Array.IndexOf(allowed, Text(field, value)) < 0)
        {
            throw new InvalidField(field, value.ToString(), $"$.{field}: does not have a value in the enumeration [{string.Join(", ", allowed)}]");
        }
    }

    private static InvalidField Undefined(string path, string field) =>
        new("", "", $"{path}.{field}: is not defined in the schema and the schema does not allow additional properties");

    private sealed class InvalidField(string field, string value, string message) : Exception(message)
    {
        public string Field { get; } = field;

        public string Value { get; } = value;
    }
}
