using PuppetEngine.Engine.Agents.Scheduling;
using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>
/// An agent as its definition describes it: every field of the original's files and ours, with defaults filled in. Immutable; made by
/// <see cref="AgentDefinitionParser"/> alone. Holds no secret: credentials are lifted out before. What each field means and its default
/// stand in <see cref="DefinitionFields"/>, from which <c>agents/agent.schema.json</c> is made.
/// </summary>
public sealed record AgentDefinition
{
    /// <summary><c>id</c>: the grain key, <see cref="AgentId"/>.</summary>
    public required string Id { get; init; }

    /// <summary><c>name</c>: the display name. Default: the id as the file spells it.</summary>
    public required string Name { get; init; }

    /// <summary><c>description</c>.</summary>
    public string Description { get; init; } = "";

    /// <summary><c>is_active</c>: whether the agent lives on its schedule from the start.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary><c>tags</c>: for filters and the kill switch.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary><c>seed</c>; without one, a hash of the id. Schedules and variety follow from it.</summary>
    public ulong Seed { get; init; }

    /// <summary><c>time_zone</c>, else <c>behavior.post_frequency.timezone</c>, else UTC.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary><c>publish</c>; null: as the world says (live in the emulated world, dry_run in a live one).</summary>
    public PublishMode? Publish { get; init; }

    /// <summary><c>review_until</c>: after so many approvals a reviewed agent may publish by itself; 0: never.</summary>
    public int ReviewUntil { get; init; }

    /// <summary><c>account</c>: the name of its credential in the secret store. Default: the id.</summary>
    public required string Account { get; init; }

    /// <summary><c>handle</c>: its name on the network without the at sign; empty when the definition does not say.</summary>
    public string Handle { get; init; } = "";

    /// <summary><c>automated_label</c>: whether its account carries X's label, as its owner states.</summary>
    public bool IsLabelledAutomated { get; init; }

    /// <summary><c>ai_replies_approved</c>: whether X approved that a model writes its replies, as its owner states.</summary>
    public bool AiRepliesApproved { get; init; }

    /// <summary><c>automated_likes_approved</c>: whether X agreed that a program likes with its account, as its owner states.</summary>
    public bool AutomatedLikesApproved { get; init; }

    /// <summary><c>wallet</c>: the name of its wallet's key in the secret store; empty for none.</summary>
    public string Wallet { get; init; } = "";

    /// <summary><c>allow_links</c>: whether its posts may hold links.</summary>
    public bool AllowLinks { get; init; }

    /// <summary><c>links</c>: the addresses it may share.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary><c>limits</c>.</summary>
    public AgentLimits Limits { get; init; } = AgentLimits.None;

    /// <summary><c>catch_up</c>.</summary>
    public CatchUpSettings CatchUp { get; init; } = CatchUpSettings.Default;

    /// <summary><c>tools</c>: the tools that it may call, by name.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary><c>endpoints</c>: by vendor, the name of a configured endpoint; empty for the configured default.</summary>
    public IReadOnlyDictionary<string, string> Endpoints { get; init; } = EmptyNames;

    /// <summary><c>llm_provider</c> in its canonical name; null for the chain's own order.</summary>
    public string? LlmProvider { get; init; }

    /// <summary><c>llm_config</c>.</summary>
    public LlmSettings Llm { get; init; } = LlmSettings.Default;

    /// <summary><c>custom_system_prompt</c>, else <c>llm_config.system_prompt</c>; empty for none.</summary>
    public string CustomSystemPrompt { get; init; } = "";

    /// <summary><c>rotating_system_prompts</c>: one of them stands for the custom one in each post.</summary>
    public IReadOnlyList<string> RotatingSystemPrompts { get; init; } = [];

    /// <summary><c>personality</c>.</summary>
    public Personality Personality { get; init; } = Personality.None;

    /// <summary><c>style_guide</c>.</summary>
    public StyleGuide Style { get; init; } = StyleGuide.None;

    /// <summary><c>initial_memory</c>: applied once, never again.</summary>
    public InitialMemory InitialMemory { get; init; } = InitialMemory.None;

    /// <summary><c>behavior</c>.</summary>
    public Behavior Behavior { get; init; } = Behavior.Default;

    /// <summary><c>solana_integration</c>, <c>behavior.trading_behavior</c>, <c>agent_kit_integration</c>, <c>jupiter_integration</c>.</summary>
    public TradingSettings Trading { get; init; } = TradingSettings.None;

    /// <summary>Whether it brings a system prompt of its own.</summary>
    public bool HasCustomPrompt => CustomSystemPrompt.Length > 0 || RotatingSystemPrompts.Count > 0;

    /// <summary>The present in the agent's time zone.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset now) => TimeZoneInfo.ConvertTime(now, Zone);

    /// <summary>The post schedule's rule; see <see cref="ScheduleRule.ForPosts"/>.</summary>
    public ScheduleRule PostRule(TimeSpan? firstDelay = null) => ScheduleRule.ForPosts(this, firstDelay);

    internal static readonly IReadOnlyDictionary<string, string> EmptyNames = new Dictionary<string, string>();
}
