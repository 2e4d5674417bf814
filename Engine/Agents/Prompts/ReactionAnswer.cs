using System.Text.Json;
using PuppetEngine.Engine.Social.Conversations;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>Reads what a model would do with a post. Whatever is not clearly one of the open reactions is <see cref="Reaction.Ignore"/>.</summary>
public static class ReactionAnswer
{
    /// <summary>A reaction as prompts and answers name it.</summary>
    public static string Name(Reaction reaction) => reaction.ToString().ToLowerInvariant();

    /// <summary>The reaction and its reason.</summary>
    /// <param name="json">What the model wrote; the original's numbers (1 reply, 2 quote, 3 like) and its capital names are read too.</param>
    /// <param name="open">What may be chosen.</param>
    public static (Reaction Reaction, string Reason) Parse(string json, IReadOnlyList<Reaction> open)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (Reaction.Ignore, "");
            }

            var reaction = Of(Value(document.RootElement, "action", "reaction", "ACTION", "Action"));
            return (open.Contains(reaction) ? reaction : Reaction.Ignore, Value(document.RootElement, "reason", "reasoning", "REASONING", "Reason"));
        }
        catch (JsonException)
        {
            return (Reaction.Ignore, "");
        }
    }

    private static Reaction Of(string action) => action.Trim().ToLowerInvariant() switch
    {
        "like" or "3" => Reaction.Like,
        "reply" or "answer" or "1" => Reaction.Reply,
        "quote" or "quote_tweet" or "quote tweet" or "2" => Reaction.Quote,
        "repost" or "retweet" => Reaction.Repost,
        _ => Reaction.Ignore,
    };

    private static string Value(JsonElement root, params string[] names)
    {
        foreach (var name in names)
        {
            if (root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                return value.ToString();
            }
        }

        return "";
    }
}
