using NSubstitute;
using Orleans.Runtime;
using PuppetEngine.Engine.Agents;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Agents;

namespace PuppetEngine.Tests.Grains.Agents;

public sealed class CatalogReaderGrainTests
{
    [Fact]
    public async Task Each_question_reaches_the_catalog_as_it_was_asked()
    {
        var catalog = Substitute.For<IAgentCatalog>();
        var sut = new CatalogReaderGrain(Substitute.For<IGrainContext>(), catalog, Substitute.For<IRelationshipStore>());
        var (agents, effects) = (new AgentFilter { Tag = "t" }, new EffectFilter { AgentId = "ada" });
        await sut.ListAgents(agents);
        await sut.ListEffects(effects);
        await sut.FindAgent("ada");
        await sut.FindEffect("e1");
        await sut.GetTotals();

        await catalog.Received(1).ListAgentsAsync(agents, Arg.Any<CancellationToken>());
        await catalog.Received(1).ListEffectsAsync(effects, Arg.Any<CancellationToken>());
        await catalog.Received(1).FindAgentAsync("ada", Arg.Any<CancellationToken>());
        await catalog.Received(1).FindEffectAsync("e1", Arg.Any<CancellationToken>());
        await catalog.Received(1).GetTotalsAsync(Arg.Any<CancellationToken>());
    }
}
