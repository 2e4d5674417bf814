using System.Text.Json.Serialization;
using PuppetEngine.Engine.Alerts;

namespace PuppetEngine.Silo.Alerts;

/// <summary>A notice as the webhook gets it; the header <c>Idempotency-Key</c> holds <see cref="Id"/>.</summary>
/// <param name="Id">The same at every delivery of this notice.</param>
/// <param name="Event"><c>opened</c> or <c>cleared</c>.</param>
/// <param name="Code">The failure's stable code.</param>
/// <param name="Subject">What it is about; empty for the whole deployment.</param>
/// <param name="Text">One line for a person, with the command that mends it while it stands.</param>
/// <param name="Detail">What is the matter.</param>
/// <param name="Command">The one command that mends it.</param>
/// <param name="Since">When it was first seen.</param>
/// <param name="At">When this notice was made.</param>
internal sealed record AlertMessage(string Id, string Event, string Code, string Subject, string Text, string Detail, string Command, DateTimeOffset Since, DateTimeOffset At)
{
    /// <summary>The message of a notice.</summary>
    public static AlertMessage From(AlertNotice notice) => new(
        notice.Id, notice.Cleared ? "cleared" : "opened", notice.Code, notice.Subject,
        notice.Cleared ? $"Mended: {notice.Detail}" : $"{notice.Detail} Mend it by: {notice.Command}",
        notice.Detail, notice.Command, notice.Since, notice.At);
}

/// <summary>The message's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AlertMessage))]
internal sealed partial class AlertJson : JsonSerializerContext;
