using Orleans;
using Orleans.Concurrency;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>
/// One autonomous persona. Key: the agent's id, <see cref="AgentId"/>. Its methods never await a model or a vendor: they store an
/// intent and return; the agent's turn runner does the work. Calls to an agent that does not exist throw
/// <see cref="AgentNotFoundException"/>, except <see cref="Define"/>.
/// </summary>
[Alias("PuppetEngine.Agents.IAgentGrain")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>Creates or changes the definition. Idempotent by content. Memory is never overwritten.</summary>
    [Alias("Define")]
    Task<DefinitionResult> Define(DefinitionChange change);

    /// <summary>Applies the privileged changes that wait, as an administrator's word; changes nothing where none do.</summary>
    /// <param name="by">Who approves.</param>
    /// <param name="version">The definition's version that they have seen; 0 for whichever it is. Another one is refused.</param>
    [Alias("ApproveDefinition")]
    Task<DefinitionResult> ApproveDefinition(string by, long version);

    /// <summary>The definition in force.</summary>
    [Alias("GetDefinition"), AlwaysInterleave]
    Task<DefinitionView> GetDefinition();

    /// <summary>The agent's present line in the catalog.</summary>
    [Alias("GetCard"), AlwaysInterleave]
    Task<AgentCard> GetCard();

    /// <summary>Stops starting turns; one that is under way ends. Idempotent.</summary>
    [Alias("Pause"), AlwaysInterleave]
    Task<AgentCard> Pause(string by, string reason);

    /// <summary>Goes on; occurrences that were missed meanwhile are handled by the schedule's catch-up rule. Idempotent.</summary>
    [Alias("Resume"), AlwaysInterleave]
    Task<AgentCard> Resume(string by);

    /// <summary>Deletes the agent: its schedule ends, nothing more is sent, its journal stays. Idempotent.</summary>
    [Alias("Delete")]
    Task Delete(string by);

    /// <summary>Stores the intent of a post. Idempotent by cause.</summary>
    [Alias("Post")]
    Task<CommandResult> Post(PostCommand command);

    /// <summary>Stores the intent of a like or a repost. Idempotent by cause.</summary>
    [Alias("Interact")]
    Task<CommandResult> Interact(InteractionCommand command);

    /// <summary>Stores the intent of a trade with its wallet. Idempotent by cause.</summary>
    [Alias("Trade")]
    Task<CommandResult> Trade(TradeCommand command);

    /// <summary>Stores the intent to delete a confirmed post from the network. Idempotent by cause.</summary>
    [Alias("DeletePost")]
    Task<CommandResult> DeletePost(string effectId, string cause);

    /// <summary>Approves, edits or rejects a held effect, or resolves one that is unknown.</summary>
    [Alias("Review"), AlwaysInterleave]
    Task<CommandResult> Review(ReviewCommand command);

    /// <summary>Effects that have not ended, oldest first.</summary>
    [Alias("GetOpenEffects"), AlwaysInterleave]
    Task<List<EffectView>> GetOpenEffects();

    /// <summary>What is next.</summary>
    [Alias("GetSchedule"), AlwaysInterleave]
    Task<List<ScheduleView>> GetSchedule();

    /// <summary>The prompt of the next post, on a topic or none.</summary>
    [Alias("GetPrompt"), AlwaysInterleave]
    Task<PromptView> GetPrompt(string? topic);

    /// <summary>What a draft of the next post is written from.</summary>
    [Alias("GetDraftMaterial"), AlwaysInterleave]
    Task<DraftMaterial> GetDraftMaterial();

    /// <summary>Looks the agent's account up anew, after somebody gave it other credentials. Idempotent.</summary>
    [Alias("AccountChanged")]
    Task AccountChanged();
}
