using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Social;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Grains.Abstractions.Social;

namespace PuppetEngine.Grains.Agents;

/// <summary>The conversation that a reply is written into.</summary>
/// <param name="PostId">The post that is answered.</param>
/// <param name="Turns">What was said, oldest first; the last one is answered. All of it is outside text: own words in it answered strangers.</param>
/// <param name="Participants">Handles that may be named.</param>
/// <param name="Other">What the agent makes of the one that it answers.</param>
internal sealed record Talk(string PostId, List<PromptTurn> Turns, List<string> Participants, Relationship Other)
{
    /// <summary>
    /// The conversation of a planned reply, with its thread as the network shows it now; where that cannot be read, with what came with the
    /// mention. Null when the mention is not at hand.
    /// </summary>
    public static async Task<Talk?> ReadAsync(AgentServices services, AgentDefinition definition, Effect effect, TurnState state, CancellationToken token)
    {
        if (state.Own is not { } own || MentionInbox.Of(state, effect) is not { Post: var post } heard)
        {
            return null;
        }

        return await OfAsync(services, effect, heard, own, await Acquaintance.ReadAsync(services, definition, heard, token), token);
    }

    /// <summary>The conversation that ends with a post, with its thread as the network shows it now.</summary>
    public static async Task<Talk> OfAsync(AgentServices services, Effect effect, InboxMention heard, OwnAccount own, Relationship other, CancellationToken token)
    {
        var post = heard.Post;
        var read = post.ConversationId == post.Id ? [] : await ThreadAsync(services, effect, post.ConversationId, token);
        var mention = SeenMention.Of(post, [.. read, .. heard.Referenced], own.UserId, own.Handle);
        return new Talk(post.Id, TurnsOf(mention, own.UserId), ReplyText.Speakers(mention, own.Handle), other);
    }

    /// <summary>A mention with what was said before it, oldest first.</summary>
    public static List<PromptTurn> TurnsOf(Mention mention, string ownId) =>
        [.. mention.Thread.Select(p => new PromptTurn(p.AuthorHandle, p.Text, p.AuthorId == ownId)), new PromptTurn(mention.AuthorHandle, mention.Text)];

    private static async Task<List<SeenPost>> ThreadAsync(AgentServices services, Effect effect, string conversationId, CancellationToken token)
    {
        var account = services.Grains.GetGrain<IXAccountGrain>(effect.AccountKey);
        var request = new SocialPermitRequest { AgentId = effect.AgentId, EffectId = PermitOf(effect), Attempt = effect.Composings, Kind = SocialActKind.ReadConversation };
        if (!(await account.Reserve(request)).Granted)
        {
            return [];
        }

        var page = await services.Grains.GetGrain<ISocialWorkerGrain>("worker").ReadConversation(conversationId, new PostPageQuery { AccountKey = effect.AccountKey }, token);
        List<SeenPost> posts = page.Outcome.Class == OutcomeClass.Sent ? [.. page.Posts, .. page.Referenced] : [];
        await account.Settle(new SocialSettlement
        {
            EffectId = PermitOf(effect),
            Attempt = effect.Composings,
            Kind = SocialActKind.ReadConversation,
            Outcome = page.Outcome.Class == OutcomeClass.Ambiguous ? page.Outcome with { Class = OutcomeClass.NotSent } : page.Outcome,
            ItemsRead = posts.Count,
        });
        return posts;
    }

    // The post that a person named was read under the effect's own permit.
    private static string PermitOf(Effect effect) => effect.AskedTargetId is null ? effect.Id : $"{effect.Id}:thread";
}
