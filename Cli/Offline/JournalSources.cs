using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Cli.Gateway;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Gateway.Api.Http;
using PuppetEngine.Gateway.Api.Journal;

namespace PuppetEngine.Cli.Offline;

/// <summary>Where a replay reads an agent's rows: through the gateway, or from the tables.</summary>
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
