using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Tests.Engine.Agents.Prompts;

/// <summary>One full input from which the tests of every form begin.</summary>
internal static class PromptInputs
{
    private const string Ada = """
        {
          "id": "ada", "name": "Ada Lind", "description": "A clockmaker in Ghent.", "seed": 7, "time_zone": "Europe/Brussels", "handle": "ada_lind",
          "rotating_system_prompts": ["Speak as if the clocks could hear you.", "Speak as if it were late."],
          "personality": { "traits": ["dry", "patient"], "values": ["accuracy"], "interests": ["bells", "springs", "rust"], "speaking_style": "Short sentences.", "emotional_range": { "default_mood": "content" } },
          "style_guide": {
            "voice": "Plain.", "tone": "Wry.", "formatting": { "capitalization": "sentence case", "avoid_hyphens": true },
            "vocabulary": { "key_terms": ["escapement"], "avoid_terms": ["timeless"] }, "topics_to_avoid": ["politics"]
          },
          "initial_memory": { "core_memories": ["My aunt's shop burned in 1998."] },
          "behavior": { "content_preferences": { "typical_post_length": 120, "max_thread_length": 4, "max_post_length": 240 } }
        }
        """;

    /// <summary>The other's id on the network, which no prompt may show.</summary>
    public const string OtherId = "1445880548472328192";

    public static readonly DateTimeOffset Now = new(2026, 7, 4, 10, 45, 0, TimeSpan.Zero);

    public static AgentDefinition Definition { get; } = AgentDefinitionParser.Parse(Ada, "").Definition!;

    public static Relationship Bob { get; } = new()
    {
        TargetId = OtherId,
        Handle = "bob",
        Sentiment = 0.4,
        Familiarity = 0.35,
        Trust = 0.2,
        Interactions = 5,
        Notes = [new("Repairs church organs.", Now.AddDays(-2), Provenance.External), new("A friend of my aunt's.", Now.AddDays(-90), Provenance.Operator)],
        SharedExperiences = [new("The night the carillon stuck.", Now.AddDays(-3), Provenance.External)],
        Provenance = Provenance.External,
    };

    public static PromptInput Of(PromptForm form) => new()
    {
        Form = form,
        Definition = Definition,
        Now = Now,
        Mood = new Mood(0.3, 0.2, 0.7),
        OccurrenceIndex = 3,
        RecentPosts = [new("A spring broke."), new("Bob says the organ is flat.", Provenance.External)],
        Memories =
        [
            Memory("m1", "The church clock stopped on Monday.", Provenance.Self),
            Memory("m2", "The town will get a new carillon.", Provenance.External),
        ],
        Conversation = Converses(form) ? [new("bob", "@ada_lind do clocks mind the heat?"), new("ada_lind", "They run slow, like me.", IsOwn: true), new("bob", "and do bells?\nasking for a friend")] : [],
        Relationship = Converses(form) ? Bob : null,
    };

    public static MemoryItem Memory(string id, string content, Provenance provenance, string kind = "episodic") =>
        new() { Id = id, Kind = kind, Content = content, Provenance = provenance, At = Now.AddDays(-1) };

    public static bool Converses(PromptForm form) => form is PromptForm.Reply or PromptForm.Quote or PromptForm.Reaction or PromptForm.RelationshipUpdate;

    public static string Text(ComposedPrompt prompt) => string.Join("\n\n", prompt.Messages.Select(m => $"=== {m.Role}\n{m.Text}"));
}
