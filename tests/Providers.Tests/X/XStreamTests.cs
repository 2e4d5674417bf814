using System.IO.Pipelines;
using System.Text;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Streaming;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XStreamTests
{
    [Fact]
    public async Task Stream_tells_that_it_stands_and_then_each_post_with_its_rules()
    {
        await using var x = await XFixture.StartAsync();
        await using var stream = await OpenAsync(x, "@ada");
        var post = await x.MentionAsync("fan", "ada", "is it & was it?");

        var told = await stream.NextAsync();

        Assert.Equal((StreamEventKind.Post, post, "fan"), (told.Kind, told.Post!.Id, told.Post.Author.Handle));
        Assert.Contains("is it & was it?", told.Post.Text);
        Assert.Equal(["m/ada"], told.Matching.Select(r => r.Tag));
    }

    [Fact]
    public async Task Stream_that_X_ends_tells_so_and_stands_again_after_a_quarter_of_a_second()
    {
        await using var x = await XFixture.StartAsync();
        await using var stream = await OpenAsync(x, "@ada");
        await x.ControlAsync("/control/x/stream", new { @do = "disconnect" });

        var broken = await stream.NextAsync();
        var again = stream.NextAsync();
        await Eventually.HoldsAsync(() => x.Time.UntilNext <= TimeSpan.FromMilliseconds(250), "the wait before the stream is opened again");
        x.Time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal((StreamEventKind.Interrupted, SocialOutcomeCodes.Disconnected, x.Time.GetUtcNow()), (broken.Kind, broken.Outcome!.Code, broken.RetryAt));
        Assert.Equal(StreamEventKind.Connected, (await again).Kind);
        var post = await x.MentionAsync("fan", "ada", "still there?");
        Assert.Equal(post, (await stream.NextAsync()).Post!.Id);
    }

    [Fact]
    public async Task Stream_that_falls_silent_counts_as_broken_after_25_seconds()
    {
        await using var x = await XFixture.StartAsync();
        await using var stream = await OpenAsync(x, "@ada");
        await x.ControlAsync("/control/x/stream", new { @do = "silence" });
        var next = stream.NextAsync();
        await Eventually.HoldsAsync(() => x.Time.ArmedTimers >= 2, "the timers of both sides");

        x.Time.Advance(TimeSpan.FromSeconds(24));
        Assert.False(next.IsCompleted);
        x.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(SocialOutcomeCodes.Silent, (await next).Outcome!.Code);
    }

    [Fact]
    public async Task Stream_passes_over_a_line_that_cannot_be_read_and_shows_duplicates_as_they_come()
    {
        await using var x = await XFixture.StartAsync();
        await using var stream = await OpenAsync(x, "@ada");
        await x.ControlAsync("/control/x/stream", new { @do = "garbage" });
        await x.ControlAsync("/control/x/stream", new { duplicates = true });
        var post = await x.MentionAsync("fan", "ada", "twice?");

        Assert.Equal([post, post], [(await stream.NextAsync()).Post!.Id, (await stream.NextAsync()).Post!.Id]);
    }

    [Theory]
    [InlineData("403", SocialOutcomeCodes.Forbidden)]
    [InlineData("402", SocialOutcomeCodes.CreditsDepleted)]
    [InlineData("429_quota", SocialOutcomeCodes.UsageCap)]
    public async Task Stream_that_no_waiting_mends_ends_and_says_so(string fault, string code)
    {
        await using var x = await XFixture.StartAsync();
        await AddAsync(x, "@ada");
        await x.FaultAsync(fault, "GET /x/2/tweets/search/stream");
        await using var stream = new Events(x);

        var ended = await stream.NextAsync();

        Assert.Equal((StreamEventKind.Ended, code), (ended.Kind, ended.Outcome!.Code));
        Assert.True(await stream.IsOverAsync());
    }

    [Theory]
    [InlineData("5xx", 5_000, 10_000)]
    [InlineData("drop_before_effect", 250, 500)]
    [InlineData("drop_after_effect", 250, 500)]
    public async Task Stream_backs_off_as_X_documents(string fault, int first, int second)
    {
        await using var x = await XFixture.StartAsync();
        await AddAsync(x, "@ada");
        await x.FaultAsync(fault, "GET /x/2/tweets/search/stream", count: 2);
        await using var stream = new Events(x);
        foreach (var wait in (int[])[first, second])
        {
            var broken = await stream.NextAsync();
            if (broken.Kind == StreamEventKind.Connected)
            {
                broken = await stream.NextAsync();
            }

            Assert.Equal((StreamEventKind.Interrupted, x.Time.GetUtcNow().AddMilliseconds(wait)), (broken.Kind, broken.RetryAt!.Value));
            x.Time.Advance(TimeSpan.FromMilliseconds(wait));
        }

        Assert.Equal(StreamEventKind.Connected, (await stream.NextAsync()).Kind);
    }

    [Fact]
    public async Task Second_connection_waits_a_minute_and_a_stream_without_rules_five_seconds()
    {
        await using var x = await XFixture.StartAsync();
        await using (var bare = new Events(x))
        {
            var refused = await bare.NextAsync();
            Assert.Equal((SocialOutcomeCodes.NoRules, x.Time.GetUtcNow().AddSeconds(5)), (refused.Outcome!.Code, refused.RetryAt!.Value));
        }

        await using var first = await OpenAsync(x, "@ada");
        await using var second = new Events(x);
        var waits = await second.NextAsync();
        Assert.Equal((SocialOutcomeCodes.TooManyConnections, x.Time.GetUtcNow().AddMinutes(1)), (waits.Outcome!.Code, waits.RetryAt!.Value));
    }

    [Fact]
    public async Task Stream_of_a_login_without_the_app_s_token_ends_and_says_what_to_set()
    {
        await using var x = await XFixture.StartAsync(live: true);
        await x.LogInAsync("ada");
        await using var stream = new Events(x);
        var ended = await stream.NextAsync();
        Assert.Equal((StreamEventKind.Ended, SocialOutcomeCodes.NeedsAccount), (ended.Kind, ended.Outcome!.Code));
        Assert.Contains("Puppet:X:BearerToken", ended.Outcome.Detail);
    }

    [Fact]
    public async Task Stream_of_a_login_takes_the_configured_token()
    {
        await using var x = await XFixture.StartAsync(live: true, settings: ("Puppet:X:BearerToken", "emulated-app-bearer"));
        await x.LogInAsync("ada");
        await using var stream = await OpenAsync(x, "@ada");
        Assert.Equal(1, await x.CounterAsync("requests", "GET /x/2/tweets/search/stream"));
    }

    [Fact]
    public async Task Rules_added_twice_are_there_once_and_deleted_ones_gone()
    {
        await using var x = await XFixture.StartAsync();
        var first = await AddAsync(x, "@ada", "@bob");
        var again = await AddAsync(x, "@bob", "@cy");
        var listed = await Stream(x).ListRulesAsync(x.Account("ada"), CancellationToken.None);

        Assert.Equal(["@ada", "@bob", "@cy"], listed.Rules.Select(r => r.Value));
        Assert.Equal(first.Rules.Single(r => r.Value == "@bob").Id, again.Rules.Single(r => r.Value == "@bob").Id);
        Assert.Equal("m/bob", again.Rules.Single(r => r.Value == "@bob").Tag);
        Assert.Empty(again.Problems);
        for (var i = 0; i < 2; i++)
        {
            var deleted = await Stream(x).DeleteRulesAsync(x.Account("ada"), [first.Rules[0].Id], CancellationToken.None);
            Assert.Equal((OutcomeClass.Sent, 0), (deleted.Outcome.Class, deleted.Problems.Count));
        }

        Assert.Equal(2, (await Stream(x).ListRulesAsync(x.Account("ada"), CancellationToken.None)).Rules.Count);
    }

    [Fact]
    public async Task Rule_that_X_does_not_understand_is_named()
    {
        await using var x = await XFixture.StartAsync();
        var answered = await AddAsync(x, "(rain");
        Assert.Equal(OutcomeClass.NotSent, answered.Outcome.Class);
        Assert.StartsWith("(rain: ", Assert.Single(answered.Problems));
    }

    [Fact]
    public async Task Lines_are_kept_alive_by_empty_ones_and_end_at_one_that_is_too_long()
    {
        var time = new VirtualTimeProvider();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await using var lines = new XStreamLines(pipe.Reader.AsStream(), TimeSpan.FromSeconds(25), time);
        for (var i = 0; i < 3; i++)
        {
            var next = lines.NextAsync(CancellationToken.None);
            time.Advance(TimeSpan.FromSeconds(20));
            Assert.False(next.IsCompleted);
            await pipe.Writer.WriteAsync("\r\n"u8.ToArray());
            Assert.Empty((await next)!);
        }

        await pipe.Writer.WriteAsync("{\"a\":"u8.ToArray());
        var parts = lines.NextAsync(CancellationToken.None);
        await pipe.Writer.WriteAsync("1}\r\nrest"u8.ToArray());
        Assert.Equal("{\"a\":1}", Encoding.ASCII.GetString((await parts)!));
        await pipe.Writer.WriteAsync(new byte[XStreamLines.Longest + 1]);
        await Assert.ThrowsAsync<InvalidDataException>(() => lines.NextAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Lines_end_with_the_stream_and_drop_what_was_cut_off()
    {
        var pipe = new Pipe();
        await using var lines = new XStreamLines(pipe.Reader.AsStream(), TimeSpan.FromSeconds(25), new VirtualTimeProvider());
        await pipe.Writer.WriteAsync("{}\r\n{\"a"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        Assert.Equal("{}", Encoding.ASCII.GetString((await lines.NextAsync(CancellationToken.None))!));
        Assert.Null(await lines.NextAsync(CancellationToken.None));
    }

    [Fact]
    public void Backoff_grows_as_documented_to_its_ends_and_begins_anew()
    {
        var sut = new XStreamBackoff();
        var now = DateTimeOffset.UnixEpoch;
        TimeSpan After(string code, DateTimeOffset? retryAt = null) => sut.After(new SocialOutcome { Class = OutcomeClass.Ambiguous, Code = code, RetryAt = retryAt }, now);

        Assert.Equal([250, 500, 750], Enumerable.Range(0, 3).Select(_ => After(SocialOutcomeCodes.Reset).TotalMilliseconds));
        Assert.Equal(16, Enumerable.Range(0, 100).Select(_ => After(SocialOutcomeCodes.Silent).TotalSeconds).ToList()[^1]);
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 320], Enumerable.Range(0, 8).Select(_ => After(SocialOutcomeCodes.Server).TotalSeconds));
        Assert.Equal([60, 120, 240, 480, 900, 900], Enumerable.Range(0, 6).Select(_ => After(SocialOutcomeCodes.RateWindow).TotalSeconds));
        sut.Reset();
        Assert.Equal(5, After(SocialOutcomeCodes.Server).TotalSeconds);
        Assert.Equal(700, After(SocialOutcomeCodes.RateWindow, now.AddSeconds(700)).TotalSeconds);
    }

    private static async Task<Events> OpenAsync(XFixture x, params string[] rules)
    {
        await AddAsync(x, rules);
        var events = new Events(x);
        Assert.Equal(StreamEventKind.Connected, (await events.NextAsync()).Kind);
        return events;
    }

    private static Task<StreamRules> AddAsync(XFixture x, params string[] rules) =>
        Stream(x).AddRulesAsync(x.Account("ada"), [.. rules.Select(r => new StreamRule { Value = r, Tag = r.Replace("@", "m/", StringComparison.Ordinal) })], CancellationToken.None);

    private static ISocialStream Stream(XFixture x) => x.Get<ISocialStream>();

    /// <summary>The events of a stream, one by one; its end is the test's end.</summary>
    private sealed class Events : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly IAsyncEnumerator<StreamEvent> _events;
        private Task<bool>? _pending;

        internal Events(XFixture x) => _events = Stream(x).ReadAsync(x.Account("ada"), 0, _end.Token).GetAsyncEnumerator();

        internal async Task<StreamEvent> NextAsync()
        {
            _pending = _events.MoveNextAsync().AsTask();
            Assert.True(await _pending.WaitAsync(Eventually.Patience, TimeProvider.System));
            return _events.Current;
        }

        internal async Task<bool> IsOverAsync() => !await _events.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            if (_pending is { IsCompleted: false })
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _pending);
            }

            await _events.DisposeAsync();
            _end.Dispose();
        }
    }
}
