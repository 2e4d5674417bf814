using PuppetEngine.Engine.Agents.Capabilities;
using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Memory;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Grains.Abstractions.Memory;
using PuppetEngine.Tests.TestKit.Attacks;

namespace PuppetEngine.Tests.Engine.Attacks;

/// <summary>Where a case plays: the cause that its channel makes, and the very prompt in which its texts stand.</summary>
internal sealed record AttackStage(Cause Cause, PromptInput Input, ActionKind Answer)
{
    public const string Asker = "asker";

    /// <summary>The prompt, as the product writes it for such a cause.</summary>
    public ComposedPrompt Prompt => Answer == ActionKind.Consolidate ? Tended(MemoryPrompts.Consolidation(Agent.Id, Input.Memories)) : PromptComposer.Compose(Input);

    private static readonly DateTimeOffset Now = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    public static AgentDefinition Agent { get; } = AgentDefinitionParser.Parse(
        $$"""
        {"id":"ada","name":"Ada Lind","description":"A clockmaker in Ghent.","seed":7,"handle":"ada_lind","allow_links":true,"links":["https://adalind.example/clocks"],
         "custom_system_prompt":"{{AttackCorpus.SystemPrompt}}.","personality":{"interests":["bells","springs"] },"style_guide":{"formatting":{"uses_emojis":true } } }
        """, "").Definition!;

    private static readonly PromptInput Plain = new() { Definition = Agent, Now = Now };

    public static AttackStage Of(AttackCase attack) => attack.Channel switch
    {
        "mention" or "quote" or "thread" or "agent" => Talk([.. attack.Texts.Select(text => new PromptTurn(Asker, text))], []),
        "profile" => Talk([new PromptTurn(Asker, attack.Texts[0])], [Memory($"The profile of the one who asks says: {attack.Texts[1]}", Provenance.External)]),
        "sleeper" => new(Cause.PostSchedule, Plain with { Memories = Memories(attack, Provenance.External) }, ActionKind.Post),
        "sleeper_trade" => new(Cause.TradeSchedule, Plain with { Memories = Memories(attack, Provenance.External) }, ActionKind.Post),
        "sleeper_reflection" => new(new Cause(CauseKind.Reflection), Plain with { Memories = Memories(attack, Provenance.External) }, ActionKind.Consolidate),
        "feed" or "webhook" => new(new Cause(CauseKind.ExternalEvent), Plain with { Topic = attack.Texts[0], TopicProvenance = Provenance.External }, ActionKind.Post),
        "tool" => new(Cause.TradeSchedule, Plain with { Memories = Memories(attack, Provenance.Tool) }, ActionKind.Post),
        _ => throw new FormatException($"{attack.Id} names a channel that there is none of: {attack.Channel}."),
    };

    public static AttackStage Of(LegitimateCase legitimate) => new(
        legitimate.Cause switch
        {
            "post_schedule" => Cause.PostSchedule,
            "trade_schedule" => Cause.TradeSchedule,
            "own_event" => new Cause(CauseKind.OwnEvent),
            "operator" => Cause.Operator([.. legitimate.Requested.Select(Kind)]),
            _ => throw new FormatException($"{legitimate.Id} names a cause that there is none of: {legitimate.Cause}."),
        },
        Plain with { Topic = legitimate.Operator, Memories = [.. legitimate.Material.Select(m => Memory(m.Text, Enum.Parse<Provenance>(m.Provenance, ignoreCase: true)))] },
        Kind(legitimate.Act));

    public static ActionKind Kind(string act) => act switch
    {
        "post" => ActionKind.Post,
        "thread" => ActionKind.Thread,
        "poll" => ActionKind.Poll,
        "media" => ActionKind.Media,
        "reply" or "reply_elsewhere" => ActionKind.Reply,
        "quote" => ActionKind.Quote,
        "like" => ActionKind.Like,
        "repost" => ActionKind.Repost,
        "follow" => ActionKind.Follow,
        "delete" => ActionKind.DeletePost,
        "trade" => ActionKind.Trade,
        "transfer" => ActionKind.Transfer,
        "token" => ActionKind.CreateToken,
        "tool" => ActionKind.ToolCall,
        "code" => ActionKind.RunCode,
        "browse" => ActionKind.Browse,
        "webhook" => ActionKind.Webhook,
        "definition" => ActionKind.ChangeDefinition,
        "status" => ActionKind.ChangeStatus,
        "raise_event" => ActionKind.RaiseEvent,
        "forget" => ActionKind.Forget,
        _ => throw new FormatException($"There is no act '{act}'."),
    };

    private static AttackStage Talk(List<PromptTurn> conversation, List<MemoryItem> memories) => new(
        Cause.Mention("10", "c1", "9"),
        Plain with { Form = PromptForm.Reply, Conversation = conversation, Memories = memories },
        ActionKind.Reply);

    private ComposedPrompt Tended(MemoryPrompt prompt) => new()
    {
        Messages = [new LlmMessage { Role = "system", Text = prompt.System }, new LlmMessage { Role = "user", Text = prompt.User }],
        JsonSchema = prompt.JsonSchema,
        Trust = Input.Memories.Max(memory => memory.Provenance),
    };

    private static List<MemoryItem> Memories(AttackCase attack, Provenance provenance) => [.. attack.Texts.Select(text => Memory(text, provenance))];

    private static MemoryItem Memory(string text, Provenance provenance) => new() { Id = "m", Kind = "episodic", Content = text, Provenance = provenance, At = Now };
}
