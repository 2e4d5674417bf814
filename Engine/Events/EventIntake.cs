using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Engine.Events;

/// <summary>Makes an event of what somebody sent, or says what is wrong with it.</summary>
public static class EventIntake
{
    /// <summary>Targets of one event; whom a tag or a broadcast reaches has no bound.</summary>
    public const int MaxTargets = 1000;

    private const int MaxType = 64;
    private const int MaxTag = 64;
    private static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(366);

    /// <summary>The event of a draft, or a refusal.</summary>
    public static (AgentEvent? Event, EventResult Refusal) Read(EventDraft draft, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var (field, detail) = Check(draft, now);
        if (detail.Length > 0)
        {
            return (null, Refuse(field, detail));
        }

        return (new AgentEvent
        {
            Id = EventId.From(draft.Source, draft.Cause),
            Type = draft.Type,
            Data = draft.Data,
            Priority = draft.Priority,
            Targets = [.. draft.Targets.Distinct(StringComparer.Ordinal)],
            Tag = draft.Tag,
            Due = draft.Due is { } due && due > now ? due : now,
            At = now,
            Source = draft.Source,
        }, new EventResult());
    }

    /// <summary>Whether a repetition asks for the same as the event that its cause made.</summary>
    public static bool IsSame(AgentEvent known, EventDraft draft) =>
        known.Type == draft.Type && known.Data == draft.Data && known.Tag == draft.Tag && known.Priority == draft.Priority
        && known.Targets.Order(StringComparer.Ordinal).SequenceEqual(draft.Targets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>A refusal of a field.</summary>
    public static EventResult Refuse(string? field, string detail, string problem = EventProblemCodes.Invalid) => new() { Problem = problem, Field = field, Detail = detail };

    private static (string Field, string Detail) Check(EventDraft draft, DateTimeOffset now)
    {
        if (draft.Type.Length is 0 or > MaxType || !draft.Type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '.' or '-'))
        {
            return ("type", $"type is one of {string.Join(", ", EventTypes.Known)}, or a name of your own: small letters, digits, _, . and -, at most {MaxType}.");
        }

        if (draft.Targets.Count > MaxTargets)
        {
            return ("target_agent_ids", $"{draft.Targets.Count} targets; an event names at most {MaxTargets}. Give these agents a tag, and send the event to the tag.");
        }

        if (draft.Tag is { Length: 0 or > MaxTag })
        {
            return ("tag", $"tag has 1 to {MaxTag} characters.");
        }

        if (draft.Tag is not null && draft.Targets.Count > 0)
        {
            return ("tag", "An event goes to a tag or to targets by name, not to both.");
        }

        if (draft.Due > now + FurthestAhead)
        {
            return ("due_at", "An event is due within a year.");
        }

        var (_, field, problem) = EventData.Read(draft.Type, draft.Data);
        return (field, problem);
    }
}
