using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Relationships;
using PuppetEngine.Engine.Agents.Turns;

namespace PuppetEngine.Grains.Agents;

/// <summary>
/// What an agent makes of the author of a mention. The agent writes its relationships itself, through its own commits, and tells them before it begins
/// another step: what the table says is never behind.
/// </summary>
internal static class Acquaintance
{
    /// <summary>As stored, under the name by which the author goes now; else what the definition brings along; else a stranger.</summary>
    public static async Task<Relationship> ReadAsync(AgentServices services, AgentDefinition definition, InboxMention heard, CancellationToken token)
    {
        var handle = heard.Post.Author.Handle;
        return await services.Relationships.FindAsync(definition.Id, heard.AuthorKey, token) is { } stored
            ? stored with { Handle = handle.Length > 0 ? handle : stored.Handle }
            : RelationshipMachine.Begin(definition, heard.AuthorKey, handle, heard.AuthorAgent.Length > 0, services.Time.GetUtcNow());
    }
}
