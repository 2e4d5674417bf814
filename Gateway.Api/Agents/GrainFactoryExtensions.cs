using Orleans;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Gateway.Api.Agents;

/// <summary>The grains that many routes call, by their fixed keys.</summary>
internal static class GrainFactoryExtensions
{
    /// <summary>The key of the stateless readers.</summary>
    public const string ReaderKey = "reader";

    /// <summary>An agent. An id that cannot be one is answered here, so that no grain is made for it.</summary>
    /// <exception cref="AgentNotFoundException">The id has not an id's form.</exception>
    public static IAgentGrain Agent(this IGrainFactory grains, string id) =>
        AgentId.IsValid(id) ? grains.GetGrain<IAgentGrain>(id) : throw new AgentNotFoundException(Shown(id));

    /// <summary>The catalog's reader.</summary>
    public static ICatalogReaderGrain Catalog(this IGrainFactory grains) => grains.GetGrain<ICatalogReaderGrain>(ReaderKey);

    /// <summary>The journal's reader.</summary>
    public static IJournalReaderGrain Journal(this IGrainFactory grains) => grains.GetGrain<IJournalReaderGrain>(ReaderKey);

    /// <summary>The table of events.</summary>
    public static IEventLogGrain EventLog(this IGrainFactory grains) => grains.GetGrain<IEventLogGrain>(ReaderKey);

    /// <summary>Makes sure that an agent is in the catalog, without activating it.</summary>
    /// <exception cref="AgentNotFoundException">It is not.</exception>
    public static async Task RequireAgentAsync(this IGrainFactory grains, string id)
    {
        if (!AgentId.IsValid(id) || await grains.Catalog().FindAgent(id) is null)
        {
            throw new AgentNotFoundException(Shown(id));
        }
    }

    private static string Shown(string id) => id.Length <= 80 ? id : id[..80] + "…";
}
