using System.Collections.Immutable;
using System.Globalization;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Moods;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>What an agent's definition means in this process: its world, its account, its rules. Made anew for each version.</summary>
internal sealed class AgentProfile
{
    private readonly bool _isLive;
    private readonly string _tier;

    /// <summary>Reads a definition in the present worlds.</summary>
    public AgentProfile(AgentDefinition definition, long version, AgentServices services, string accountProblem)
    {
        Definition = definition;
        Version = version;
        _isLive = services.Worlds.X.IsLive;
        _tier = services.Tier;
        var account = new SocialAccountKey(services.Worlds.X.Id, definition.Account);
        Seed = new EffectSeed(definition.Id, services.Worlds.X.Id, account.ToString());
        Rule = definition.PostRule(_isLive ? null : ScheduleRule.EmulatedFirstDelay);
        DailyMicroDollars = definition.Limits.UsdPerDay is { } usd
            ? (long)(usd * 1_000_000)
            : services.Worlds.Llm.IsLive ? services.Turns.LiveDailyMicroDollars : services.Turns.EmulatedDailyMicroDollars;
        StatusReason = accountProblem;
    }

    /// <summary>The definition.</summary>
    public AgentDefinition Definition { get; }

    /// <summary>Its version.</summary>
    public long Version { get; }

    /// <summary>What its effects begin with.</summary>
    public EffectSeed Seed { get; }

    /// <summary>When it posts.</summary>
    public ScheduleRule Rule { get; }

    /// <summary>What its models may cost per UTC day, in millionths of a dollar.</summary>
    public long DailyMicroDollars { get; }

    /// <summary>Why it has no account; empty when it has one.</summary>
    public string StatusReason { get; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags => Definition.Tags;

    /// <summary>What becomes of its effects now: a reviewed agent may have earned to publish by itself.</summary>
    public PublishMode PublishFor(TurnState state) => Definition.Publish switch
    {
        PublishMode.Review when Definition.ReviewUntil > 0 && state.Approvals >= Definition.ReviewUntil => PublishMode.Live,
        { } mode => mode,
        null => _isLive ? PublishMode.DryRun : PublishMode.Live,
    };

    /// <summary>
    /// What X's rules make of its account. What its owner has arranged with X is what the definition states; in the emulated world all of it
    /// counts as arranged. The tier is the configured one, else what the network tells.
    /// </summary>
    public SocialStanding StandingOf(TurnState state) => new()
    {
        Handle = state.Own?.Handle ?? Definition.Handle,
        Tier = SocialTier.Of(_tier.Length > 0 ? _tier : state.Own?.Tier),
        IsLabelledAutomated = !_isLive || Definition.IsLabelledAutomated,
        AiRepliesApproved = !_isLive || Definition.AiRepliesApproved,
        AutomatedLikesApproved = !_isLive || Definition.AutomatedLikesApproved,
    };

    /// <summary>Where a new agent's schedule begins.</summary>
    public SchedulePosition FirstPosition(DateTimeOffset now) =>
        ScheduleEngine.Evaluate(Rule, new SchedulePosition { Seed = Definition.Seed }, now).Position;

    /// <summary>What a new agent remembers; derived ids, so that planting twice plants once.</summary>
    public ImmutableArray<MemoryItem> InitialMemories(DateTimeOffset now)
    {
        var memory = Definition.InitialMemory;
        var items = ImmutableArray.CreateBuilder<MemoryItem>();
        foreach (var core in memory.CoreMemories)
        {
            items.Add(Item("core", core, 1, now));
        }

        foreach (var happened in memory.RecentEvents)
        {
            items.Add(Item("event", happened.Content, happened.Importance, happened.At ?? now));
        }

        foreach (var post in memory.PostHistory)
        {
            items.Add(Item("post", post.Content, post.Importance, post.At ?? now));
        }

        foreach (var known in memory.ExpertiseAreas.Concat(memory.CurrentProjects).Concat(memory.Goals))
        {
            items.Add(Item("semantic", known, 0.7, now));
        }

        foreach (var other in memory.Relationships)
        {
            foreach (var note in other.Notes)
            {
                items.Add(Item("social", string.Create(CultureInfo.InvariantCulture, $"{other.Target}: {note}"), 0.7, now));
            }
        }

        return items.ToImmutable();
    }

    /// <summary>The agent's line in the catalog.</summary>
    public AgentCard CardOf(TurnState state, DateTimeOffset now) => CardOf(state, MoodMachine.Now(state.Mood, MoodRules.Of(Definition), now).Mood);

    private AgentCard CardOf(TurnState state, Mood mood) => new()
    {
        Id = Definition.Id,
        Name = Definition.Name,
        Description = Definition.Description,
        Status = state switch
        {
            { Deleted: true } => AgentStatuses.Deleted,
            { PausedBy: not null } => AgentStatuses.Paused,
            _ => StatusReason.Length > 0 ? AgentStatuses.NeedsAccount : AgentStatuses.Active,
        },
        StatusReason = state.PausedBy is { } by ? $"by {by}{(state.PauseReason.Length > 0 ? $": {state.PauseReason}" : "")}" : StatusReason,
        NextDue = TurnMachine.OccurrenceAt(state),
        Tags = [.. Tags],
        LastPostAt = state.LastPostAt,
        LastPostText = state.Recent is [var last, ..] ? last.Text : "",
        PostCount = state.PostCount,
        Publish = PublishFor(state),
        AccountKey = Seed.AccountKey,
        Handle = Definition.Handle,
        DefinitionVersion = Version,
        Version = state.Commit,
        Valence = mood.Valence,
        Arousal = mood.Arousal,
        Dominance = mood.Dominance,
    };

    private MemoryItem Item(string kind, string content, double importance, DateTimeOffset at) => new()
    {
        Id = EffectId.From(Definition.Id, $"initial:{kind}:{content}"),
        Kind = kind,
        Content = content,
        Importance = importance,
        Provenance = Provenance.Operator,
        At = at,
    };
}
