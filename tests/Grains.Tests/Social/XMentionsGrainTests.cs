using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using Orleans.Runtime;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Social;
using PuppetEngine.Tests.TestKit.State;

namespace PuppetEngine.Tests.Grains.Social;

public sealed partial class XMentionsGrainTests
{
    private readonly SocialHouse _house = new(live: false);
    private readonly FakeGrainStore<XMentionsState> _store = new();
    private readonly ISocialWorkerGrain _worker = Substitute.For<ISocialWorkerGrain>();
    private readonly Dictionary<string, List<string>> _heard = [];
    private readonly List<PostPageQuery> _queries = [];
    private readonly Dictionary<string, List<string>> _owners = [];
    private readonly Dictionary<string, string> _agentsTold = [];
    private readonly Dictionary<string, Func<MentionDelivery, MentionsHeard>> _answers = [];
    private List<ulong> _posts = [];
    private int _pageSize = 2;
    private SocialOutcome? _refusal;

    public XMentionsGrainTests()
    {
        // Read when a test says so, and not by a timer.
        _house.Options.ReadMentions = false;
        _house.Grains.GetGrain<ISocialWorkerGrain>("worker", Arg.Any<string?>()).Returns(_worker);
        _house.Grains.GetGrain<IMentionListenerGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Listener(call.ArgAt<string>(0)));
        _house.Grains.GetGrain<IXOwnerGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Owner(call.ArgAt<string>(0)));
        _worker.WhoAmI(default!, default).ReturnsForAnyArgs(new SocialProfile { Outcome = SocialHouse.Sent("0"), UserId = "100", Handle = "ada" });
        _worker.ReadMentions(default!, default).ReturnsForAnyArgs(call => Page(call.Arg<PostPageQuery>()));
        Put(new XMentionsState { Agents = ["ada"], SinceId = At(-60) });
    }

    [Fact]
    public async Task Read_delivers_all_pages_and_stores_how_far_it_came()
    {
        Write(-50, -40, -30, -20, -10);
        await CreateSut().Read();
        Assert.Equal([.. Ids(-50, -40, -30, -20, -10).Order()], _heard["ada"].Order());
        Assert.All(_queries, query => Assert.Equal(At(-60), query.SinceId));
        Assert.Equal([null, "2", "4"], _queries.Select(q => q.PageToken));
        Assert.Equal(At(-10), _store.Read()!.SinceId);
        Assert.Null(_store.Read()!.Sweep);
    }

    [Fact]
    public async Task Read_tells_which_authors_are_agents_and_whose_the_account_is()
    {
        _owners[_house.Key("200")] = ["bo"];
        _answers["ada"] = delivery =>
        {
            foreach (var (user, agent) in delivery.Agents)
            {
                _agentsTold[user] = agent;
            }

            return new MentionsHeard();
        };
        Write(-50);
        await CreateSut().Read();
        Assert.Equal(new Dictionary<string, string> { ["200"] = "bo" }, _agentsTold);
        Assert.Equal(["ada"], _owners.Single(owner => owner.Key.EndsWith("/100", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task An_agent_that_leaves_does_not_own_the_account_any_more()
    {
        Put(new XMentionsState { Agents = ["ada", "bo"], SinceId = At(-60) });
        await CreateSut().Read();
        await CreateSut().Leave("ada");
        Assert.Equal(["bo"], _owners.Single(owner => owner.Key.EndsWith("/100", StringComparison.Ordinal)).Value);
    }

    [Fact]
    public async Task Read_of_nothing_new_writes_nothing()
    {
        await CreateSut().Read();
        var etag = _store.Etag;
        await CreateSut().Read();
        Assert.Equal(etag, _store.Etag);
    }

    [Fact]
    public async Task Read_never_passes_what_was_not_taken()
    {
        Write(-50, -40, -30, -20, -10);
        _answers["ada"] = delivery => new MentionsHeard { NotTaken = delivery.Posts.Count(p => p.Id == At(-30)) > 0 ? [At(-30)] : [] };
        await CreateSut().Read();
        await CreateSut().Read();
        Assert.Equal((At(-60), "2"), (_store.Read()!.SinceId, _store.Read()!.Sweep!.PageToken));

        _answers.Clear();
        await CreateSut().Read();
        Assert.Superset(new HashSet<string>(Ids(-50, -40, -30, -20, -10)), _heard["ada"].ToHashSet());
        Assert.Equal(At(-10), _store.Read()!.SinceId);
    }

    [Fact]
    public async Task A_crash_after_a_delivery_delivers_that_page_again_to_the_same_agent()
    {
        Write(-20, -10);
        var first = CreateSut(out var state);
        state.FailNext = StateFault.None;
        _answers["ada"] = _ =>
        {
            state.FailNext = StateFault.BeforeStoring;
            return new MentionsHeard();
        };
        await Assert.ThrowsAsync<IOException>(first.Read);
        _answers.Clear();

        var stored = _store.Read()!;
        stored.Agents = ["ada", "bo", "cy"];
        Put(stored);
        await CreateSut().Read();
        Assert.Equal(["ada"], _heard.Keys);
        Assert.Equal(4, _heard["ada"].Count);
    }

    [Fact]
    public async Task Each_mention_goes_to_one_agent_and_a_conversation_to_the_same_one()
    {
        Put(new XMentionsState { Agents = ["ada", "bo", "cy"], SinceId = At(-60) });
        _pageSize = 100;
        Write([.. Enumerable.Range(-59, 40)]);
        await CreateSut().Read();
        Assert.Equal(40, _heard.Values.Sum(ids => ids.Count));
        Assert.Equal(40, _heard.Values.SelectMany(ids => ids).Distinct().Count());
        Assert.Equal(3, _heard.Count);
    }

    [Fact]
    public async Task An_agent_that_does_not_speak_by_the_account_any_more_leaves_and_loses_nothing()
    {
        Put(new XMentionsState { Agents = ["ada", "bo"], SinceId = At(-60) });
        _answers["ada"] = _ => new MentionsHeard { Left = true };
        _pageSize = 100;
        Write([.. Enumerable.Range(-59, 20)]);
        await CreateSut().Read();
        Assert.Equal(20, _heard["bo"].Distinct().Count());
        Assert.Equal(["bo"], _store.Read()!.Agents);
    }

    [Fact]
    public async Task What_came_just_now_is_read_once_more()
    {
        Write(-30);
        _posts.Add(ulong.Parse(PostIds.Before(_house.Time.GetUtcNow()), CultureInfo.InvariantCulture));
        await CreateSut().Read();
        Assert.Equal(At(-1), _store.Read()!.SinceId);
    }

    [Fact]
    public async Task A_closed_window_is_not_called_into()
    {
        Write(-10);
        _refusal = SocialHouse.NotSent(SocialOutcomeCodes.RateWindow, _house.Time.GetUtcNow().AddMinutes(9));
        var sut = CreateSut();
        await sut.Read();
        await sut.Read();
        await CreateSut().Read();
        Assert.Single(_queries);
    }

    [Fact]
    public async Task What_is_read_once_more_goes_to_the_same_agent_although_others_have_joined()
    {
        Put(new XMentionsState { Agents = ["bo"], SinceId = At(-60) });
        var now = _house.Time.GetUtcNow();
        _posts = [.. Enumerable.Range(1, 12).Select(i => ulong.Parse(PostIds.Before(now - TimeSpan.FromSeconds(i)), CultureInfo.InvariantCulture))];
        _pageSize = 100;
        await CreateSut().Read();
        var stored = _store.Read()!;
        stored.Agents = ["ada", "bo", "cy"];
        Put(stored);
        await CreateSut().Read();
        Assert.Equal(["bo"], _heard.Keys);
    }

    private void Put(XMentionsState state)
    {
        var write = new FakePersistentState<XMentionsState>(_store) { State = state }.WriteStateAsync();
        Assert.True(write.IsCompletedSuccessfully);
    }

    private XMentionsGrain CreateSut() => CreateSut(out _);

    private XMentionsGrain CreateSut(out FakePersistentState<XMentionsState> state)
    {
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("x-mentions", _house.Key("ada")));
        state = new FakePersistentState<XMentionsState>(_store);
        return new XMentionsGrain(
            context, state, _house.Grains, _house, new Worlds(_house.World, _house.World, _house.World), Options.Create(_house.Options), _house.Time, NullLogger<XMentionsGrain>.Instance);
    }

    private string At(int minutes) => PostIds.Before(_house.Time.GetUtcNow().AddMinutes(minutes));

    private IEnumerable<string> Ids(params int[] minutes) => minutes.Select(At);

    private void Write(params int[] minutes) => _posts = [.. minutes.Select(m => ulong.Parse(At(m), CultureInfo.InvariantCulture))];

    private PostPage Page(PostPageQuery query)
    {
        _queries.Add(query);
        if (_refusal is { } refusal)
        {
            return new PostPage { Outcome = refusal };
        }

        var all = _posts.Where(id => id > PostIds.Parse(query.SinceId)).OrderDescending().ToList();
        var from = query.PageToken is { } token ? int.Parse(token, CultureInfo.InvariantCulture) : 0;
        return new PostPage
        {
            Outcome = SocialHouse.Sent("0"),
            Posts = [.. all.Skip(from).Take(_pageSize).Select(id => Post(id.ToString(CultureInfo.InvariantCulture)))],
            NextToken = from + _pageSize < all.Count ? (from + _pageSize).ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    private SeenPost Post(string id) => new()
    {
        Id = id,
        ConversationId = id,
        Text = "@ada hello",
        Author = new SeenUser { Id = "200", Handle = "bo" },
        CreatedAt = _house.Time.GetUtcNow(),
    };

    private IXOwnerGrain Owner(string key)
    {
        var owner = Substitute.For<IXOwnerGrain>();
        owner.GetAgents().Returns(_ => _owners.GetValueOrDefault(key, []));
        owner.Claim(default!).ReturnsForAnyArgs(call =>
        {
            _owners[key] = call.Arg<List<string>>();
            return Task.CompletedTask;
        });
        return owner;
    }

    private IMentionListenerGrain Listener(string agent)
    {
        var listener = Substitute.For<IMentionListenerGrain>();
        listener.HearMentions(default!).ReturnsForAnyArgs(call =>
        {
            var heard = _answers.TryGetValue(agent, out var answer) ? answer(call.Arg<MentionDelivery>()) : new MentionsHeard();
            if (!heard.Left)
            {
                _heard.TryAdd(agent, []);
                _heard[agent].AddRange(call.Arg<MentionDelivery>().Posts.Select(p => p.Id).Except(heard.NotTaken));
            }

            return heard;
        });
        return listener;
    }
}
