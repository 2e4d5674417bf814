using System.Text.Json;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Providers.X.Wire;

/// <summary>Reads who an account is.</summary>
internal static class XProfile
{
    /// <summary>The profile in a 2xx answer, with an outcome that says so when it cannot be read.</summary>
    internal static SocialProfile Read(XAnswer answer, SocialOutcome outcome)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                && Text(data, "id") is { } id && PostIds.TryParse(id, out _))
            {
                return new SocialProfile { Outcome = outcome, UserId = id, Handle = Text(data, "username") ?? "", AccessLevel = answer.AccessLevel, Tier = Tier(answer.UserDay) };
            }
        }
        catch (JsonException)
        {
            // Falls through: an answer cut short names nobody.
        }

        return new SocialProfile { Outcome = XOutcomeTable.Ambiguous(SocialOutcomeCodes.Unreadable, "X's answer to who the account is could not be read.") with { Window = outcome.Window } };
    }

    /// <summary>X does not name the plan; its daily limit of posts tells the old plans apart (17 and 100 posts per user and day).</summary>
    private static string Tier(RateWindow? userDay) => userDay?.Limit switch
    {
        null => "",
        17 => "free",
        100 => "basic",
        _ => "pay_per_use",
    };

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
