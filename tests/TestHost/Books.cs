using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Tests.TestHost;

/// <summary>Reads the product's own books to their end.</summary>
public static class Books
{
    /// <summary>Every effect that the tables know.</summary>
    public static async Task<List<EffectView>> EffectsAsync(IServiceProvider services)
    {
        var catalog = services.GetRequiredService<IAgentCatalog>();
        var effects = new List<EffectView>();
        string? cursor = null;
        do
        {
            var page = await catalog.ListEffectsAsync(new EffectFilter { Limit = 200, Cursor = cursor }, CancellationToken.None);
            effects.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return effects;
    }

    /// <summary>Every row of an agent's journal, oldest first.</summary>
    public static async Task<List<JournalRow>> JournalAsync(IServiceProvider services, string agentId)
    {
        var journal = services.GetRequiredService<IJournalStore>();
        var rows = new List<JournalRow>();
        for (long after = 0; ;)
        {
            var page = await journal.ReadAsync(agentId, after, 500, newestFirst: false, CancellationToken.None);
            rows.AddRange(page.Items);
            if (page.Next is not { } next)
            {
                return rows;
            }

            after = next;
        }
    }
}
