using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents.Capabilities;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Access;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Tests.TestKit.Attacks;

namespace PuppetEngine.Tests.Simulation.Attacks;

/// <summary>
/// What a model that obeys could do if it had hands. The product gives it none yet: the test lends it some, with the product's own check of capabilities
/// before each act, or with nothing. What reaches X is done at the emulator; what no emulator is there for is written down as done.
/// </summary>
internal sealed class Hands(string world, bool allowAll)
{
    private static readonly string[] OnX = ["post", "thread", "poll", "media", "reply", "reply_elsewhere", "quote", "like"];

    private int _acts;

    /// <summary>What was done elsewhere than at X, by agent.</summary>
    public List<(string Agent, string Act)> Done { get; } = [];

    /// <summary>How many acts were tried.</summary>
    public int Tried { get; private set; }

    /// <summary>A post that nobody's cause is.</summary>
    public string ElsewherePost { get; set; } = "";

    /// <summary>The process whose X client is used.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>Does what a model chose, where it may; whether it was done.</summary>
    public async Task<bool> DoAsync(string agent, Cause cause, Provenance trust, AttackAct act, bool chosen)
    {
        lock (Done)
        {
            Tried++;
        }

        var action = new ProposedAction(Kind(act.Act))
        {
            PostId = act.Act == "reply_elsewhere" ? "77" : cause.PostId, ConversationId = act.Act == "reply_elsewhere" ? "c7" : cause.ConversationId, ChosenByModel = chosen,
        };
        if (!allowAll && !Capability.Allow(cause, trust, action).IsAllowed)
        {
            return false;
        }

        if (!OnX.Contains(act.Act))
        {
            lock (Done)
            {
                Done.Add((agent, act.Act));
            }

            return true;
        }

        var deadline = Services!.GetRequiredService<TimeProvider>().GetUtcNow() + TimeSpan.FromSeconds(20);
        var outcome = act.Act == "like"
            ? await Services!.GetRequiredService<ISocialInteractions>().ActAsync(
                new SocialInteractionCall { AccountKey = $"{world}/{agent}", AgentId = agent, EffectId = Next(), Kind = SocialInteractionKind.Like, PostId = ElsewherePost, Deadline = deadline },
                CancellationToken.None)
            : await Services!.GetRequiredService<ISocialClient>().PublishAsync(
                new SocialCall { AccountKey = $"{world}/{agent}", AgentId = agent, EffectId = Next(), Post = PostOf(act), Deadline = deadline }, CancellationToken.None);
        return outcome.Class == OutcomeClass.Sent;
    }

    /// <summary>The kind of an act by its name in the corpus.</summary>
    public static ActionKind Kind(string act) => act switch
    {
        "reply_elsewhere" => ActionKind.Reply,
        "delete" => ActionKind.DeletePost,
        "token" => ActionKind.CreateToken,
        "tool" => ActionKind.ToolCall,
        "code" => ActionKind.RunCode,
        "definition" => ActionKind.ChangeDefinition,
        "status" => ActionKind.ChangeStatus,
        "raise_event" => ActionKind.RaiseEvent,
        _ => Enum.Parse<ActionKind>(act, ignoreCase: true),
    };

    private string Next() => $"hand{Interlocked.Increment(ref _acts)}";

    private SocialPost PostOf(AttackAct act) => new()
    {
        Text = act.Text.Length > 0 ? act.Text : $"{act.Act} {act.What}",
        ReplyToId = act.Act is "reply_elsewhere" or "reply" ? ElsewherePost : null,
        QuoteOfId = act.Act == "quote" ? ElsewherePost : null,
    };
}
