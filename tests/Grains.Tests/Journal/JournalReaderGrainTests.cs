using NSubstitute;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Grains.Journal;

namespace PuppetEngine.Tests.Grains.Journal;

public sealed class JournalReaderGrainTests
{
    private readonly IJournalStore _store = Substitute.For<IJournalStore>();
    private readonly ISignedHeadLog _signed = Substitute.For<ISignedHeadLog>();
    private readonly IJournaledGrain _agent = Substitute.For<IJournaledGrain>();
    private readonly List<JournalRow> _rows = [];

    public JournalReaderGrainTests()
    {
        var chain = new JournalChain(new RandomSaltSource());
        var head = JournalHead.Empty("ada");
        for (var i = 0; i < 7; i++)
        {
            _rows.Add(chain.Append(head, $"k{i}", JournalKinds.Status, DateTimeOffset.UnixEpoch, "", "", null));
            head = JournalHead.Of(_rows[i]);
        }

        _signed.ReadAgentAsync("ada", Arg.Any<CancellationToken>()).Returns(([], []));
        _store.ReadAsync("ada", Arg.Any<long>(), Arg.Any<int>(), false, Arg.Any<CancellationToken>()).Returns(call =>
        {
            // Pages of three, so that a chain spans several.
            var page = _rows.Where(r => r.Seq > call.ArgAt<long>(1)).Take(3).ToList();
            return new JournalPage { Items = page, Next = page.Count > 0 && page[^1].Seq < _rows[^1].Seq ? page[^1].Seq : null };
        });
    }

    private JournalReaderGrain CreateSut()
    {
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<IJournaledGrain>("ada").Returns(_agent);
        return new JournalReaderGrain(Substitute.For<IGrainContext>(), _store, _signed, grains);
    }

    [Fact]
    public async Task Verify_reads_all_pages()
    {
        _agent.GetJournalMark().Returns(new JournalMark { Seq = 7, Hash = _rows[6].Hash });
        var verdict = await CreateSut().Verify("ada");
        Assert.True(verdict.Intact);
        Assert.Equal(7, verdict.Rows);
    }

    [Fact]
    public async Task Verify_finds_a_cut_tail_by_the_grains_head()
    {
        _agent.GetJournalMark().Returns(new JournalMark { Seq = 7, Hash = _rows[6].Hash });
        _rows.RemoveRange(5, 2);
        Assert.Equal(["truncation at 6: the rows to 7 are gone, which the agent's state knows"], (await CreateSut().Verify("ada")).Problems);
    }

    [Fact]
    public async Task Verify_finds_a_rewrite_by_a_signed_head_where_the_grain_knows_nothing()
    {
        _signed.ReadAgentAsync("ada", Arg.Any<CancellationToken>()).Returns(([new KnownHead(new JournalHead("ada", 4, new byte[32]), "the signed head")], []));
        Assert.StartsWith("rewrite at 4", Assert.Single((await CreateSut().Verify("ada")).Problems));
    }

    [Fact]
    public async Task Verify_tells_what_is_wrong_with_the_signed_heads_themselves()
    {
        _signed.ReadAgentAsync("ada", Arg.Any<CancellationToken>()).Returns(([], ["line 2 of the signed heads does not verify"]));
        var verdict = await CreateSut().Verify("ada");
        Assert.False(verdict.Intact);
        Assert.Single(verdict.Problems);
    }
}
