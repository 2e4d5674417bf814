using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Cli.Commands;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Cli.Terminal;
using PuppetEngine.Gateway.Api.Agents;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Memory;

namespace PuppetEngine.Cli.Import.Applying;

/// <summary>The running engine, as an import needs it: everything goes through the gateway's own routes.</summary>
internal sealed class ImportTarget(GatewayClient client)
{
    private const int MostItems = 500;
    private const int MostIds = 1000;
    private const int MostTries = 10;

    // Six bytes a character at worst, below the gateway's default of one MiB.
    private const int MostCharacters = 120_000;

    /// <summary>An agent; null when there is none.</summary>
    public Task<AgentResource?> FindAsync(string agent, CancellationToken cancellationToken) =>
        client.FindAsync<AgentResource>($"/v1/agents/{GatewayClient.Escape(agent)}", cancellationToken);

    /// <summary>Agents that were deleted, whose ids nobody can have again.</summary>
    public async Task<HashSet<string>> DeletedAsync(CancellationToken cancellationToken)
    {
        HashSet<string> deleted = new(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await client.GetAsync<Page<AgentSummary>>($"/v1/agents?limit=200&status=deleted{AgentCommands.Query("cursor", cursor)}", cancellationToken);
            deleted.UnionWith(page.Items.Select(agent => agent.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        return deleted;
    }

    /// <summary>Makes an agent; credentials in the document go to the secret store.</summary>
    public Task<AgentChange> CreateAsync(JsonObject document, CancellationToken cancellationToken) => client.PostAsync<AgentChange>("/v1/agents", document, cancellationToken);

    /// <summary>
    /// Changes the definition of an agent that is there, whoever else changes it at the same time: what they wrote in between is read, and the change
    /// made to that. Whether there was anything to change.
    /// </summary>
    /// <param name="agent">The agent.</param>
    /// <param name="change">Makes the new document of the one that is there; null for no change.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It is not there, privileged changes wait for it, or somebody changes it without end.</exception>
    public async Task<bool> ChangeAsync(string agent, Func<JsonObject, JsonObject?> change, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var there = await FindAsync(agent, cancellationToken) ?? throw new CliException($"There is no agent '{agent}' any more.");
            if (change(there.Definition) is not { } document)
            {
                return false;
            }

            if (there.Pending.Count > 0)
            {
                throw new CliException($"Privileged changes wait for {agent}, and a change of its definition would drop them. Approve them first (puppet approve-definition), or replace the definition.");
            }

            try
            {
                await client.PutAsync<AgentChange>($"/v1/agents/{GatewayClient.Escape(agent)}", document, there.DefinitionVersion, cancellationToken);
                return true;
            }
            catch (ChangedMeanwhileException) when (tries < MostTries)
            {
                // Read again, with what somebody else wrote.
            }
        }
    }

    /// <summary>Pauses an agent.</summary>
    public Task PauseAsync(string agent, string reason, CancellationToken cancellationToken) =>
        client.PostAsync<AgentSummary>($"/v1/agents/{GatewayClient.Escape(agent)}/pause", new PauseRequest(reason), cancellationToken);

    /// <summary>Lets an agent go on.</summary>
    public Task ResumeAsync(string agent, CancellationToken cancellationToken) => client.PostAsync<AgentSummary>($"/v1/agents/{GatewayClient.Escape(agent)}/resume", null, cancellationToken);

    /// <summary>Deletes an agent for good; nothing when it is not there.</summary>
    public Task DeleteAsync(string agent, CancellationToken cancellationToken) => client.DeleteAsync($"/v1/agents/{GatewayClient.Escape(agent)}", cancellationToken);

    /// <summary>Ids of what an agent remembers, and its kinds with texts.</summary>
    public async Task<(HashSet<string> Ids, HashSet<(string Kind, string Content)> Texts)> MemoriesAsync(string agent, CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        HashSet<(string, string)> texts = [];
        await foreach (var line in client.ReadLinesAsync(MemoryCommands.Path(agent) + "/export", cancellationToken))
        {
            if (line.Length == 0)
            {
                continue;
            }

            JsonNode? record;
            try
            {
                record = JsonNode.Parse(line);
            }
            catch (JsonException)
            {
                throw new CliException($"The memories of '{agent}' could not be read to their end. Try again; puppet status tells how the engine stands.");
            }

            ids.Add(OldValue.Text(OldValue.Member(record, "id")) ?? "");
            texts.Add((OldValue.Text(OldValue.Member(record, "kind")) ?? "", OldValue.Text(OldValue.Member(record, "content")) ?? ""));
        }

        return (ids, texts);
    }

    /// <summary>Adds memories; how many were new.</summary>
    public async Task<int> AddAsync(string agent, IReadOnlyList<MemoryRecord> records, CancellationToken cancellationToken)
    {
        var added = 0;
        for (var at = 0; at < records.Count;)
        {
            List<MemoryRecord> batch = [];
            for (var characters = 0; at < records.Count && batch.Count < MostItems && (batch.Count == 0 || characters + records[at].Content.Length < MostCharacters); at++)
            {
                characters += records[at].Content.Length + (40 * records[at].Associations?.Count ?? 0);
                batch.Add(records[at]);
            }

            added += (await client.PostAsync<ImportedMemories>(MemoryCommands.Path(agent) + "/import", new ImportMemoriesRequest(batch), cancellationToken)).Added;
        }

        return added;
    }

    /// <summary>Forgets memories by their ids; how many there were.</summary>
    public async Task<long> ForgetAsync(string agent, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var forgotten = 0L;
        foreach (var some in ids.Chunk(MostIds))
        {
            forgotten += (await client.PostAsync<ForgottenMemories>(MemoryCommands.Path(agent) + "/forget", new ForgetMemoriesRequest(some), cancellationToken)).Forgotten;
        }

        return forgotten;
    }
}
