using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Journal;

namespace PuppetEngine.Cli.Offline;

/// <summary>A row of the journal as a replay needs it.</summary>
/// <param name="Seq">The position in the agent's chain.</param>
/// <param name="Kind">The kind of entry.</param>
/// <param name="EffectId">The effect; empty when it belongs to none.</param>
/// <param name="Payload">The payload; null when there is none or it was erased.</param>
internal sealed record JournalMaterial(long Seq, string Kind, string EffectId, JsonNode? Payload);

/// <summary>Reads an agent's rows with their payloads, newest first: through the gateway, or from the tables.</summary>
/// <param name="agentId">The agent.</param>
/// <param name="belowSeq">Only rows below this position; 0 for the newest.</param>
/// <param name="cancellationToken">Gives up.</param>
internal delegate Task<IReadOnlyList<JournalMaterial>> JournalSource(string agentId, long belowSeq, CancellationToken cancellationToken);

/// <summary>The two sources.</summary>
internal static class JournalSources
{
    private const int PageSize = 100;

    /// <summary>Rows through the gateway.</summary>
    public static JournalSource From(GatewayClient client) => async (agentId, belowSeq, cancellationToken) =>
    {
        var cursor = belowSeq > 0 ? $"&cursor={belowSeq}" : "";
        var page = await client.GetAsync<Page<JournalResource>>($"/v1/agents/{GatewayClient.Escape(agentId)}/journal?limit={PageSize}&payload=true{cursor}", cancellationToken);
        return [.. page.Items.Select(row => new JournalMaterial(row.Seq, row.Kind, row.EffectId, row.Payload))];
    };

    /// <summary>Rows from the tables.</summary>
    public static JournalSource From(IServiceProvider services) => async (agentId, belowSeq, cancellationToken) =>
    {
        var page = await services.GetRequiredService<IJournalStore>().ReadAsync(agentId, belowSeq, PageSize, newestFirst: true, cancellationToken);
        return [.. page.Items.Select(row => new JournalMaterial(row.Seq, row.Kind, row.EffectId, row.Payload is { } payload ? JsonNode.Parse(JournalPayload.Decompress(payload)) : null))];
    };
}
