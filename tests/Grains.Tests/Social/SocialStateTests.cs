using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Grains.Social;
using PuppetEngine.Grains.State;

namespace PuppetEngine.Tests.Grains.Social;

public sealed class SocialStateTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static GrainStateSerializer CreateSut() => new([new GrainStateContext(SocialStateContext.Default)]);

    /// <summary>The stored form of version 1, as it must be readable for ever.</summary>
    [Fact]
    public void The_account_is_stored_as_golden_text_and_read_back_whole()
    {
        const string golden = """{"version":1,"handle":"ada","tier":"free","identified_by":"","day":{"last_seen":"2026-11-21T12:00:00+00:00","posts":1,"replies":2,"micro_dollars":35000},"windows":{"posts":{"limit":100,"used":3,"reset":"2026-11-21T12:15:00+00:00","told":true}},"permits":[{"effect":"e1","attempt":1,"kind":"post","at":"2026-11-21T12:00:00+00:00","baseline":"7","price":15000,"day":20778,"state":"in_doubt"}],"claims":[{"post":"8","effect":"e0","at":"2026-11-21T12:00:00+00:00"}],"claim_floor":"5","newest_post":"8","last_post_at":"2026-11-21T12:00:00+00:00","stop":{"code":"usage_cap","detail":"d","until":"2026-12-01T00:00:00+00:00","fingerprint":"","of_app":true}}""";
        var state = new XAccountState
        {
            Handle = "ada",
            Tier = "free",
            Day = new SocialDay { LastSeen = At, Posts = 1, Replies = 2, MicroDollars = 35_000 },
            Windows = { ["posts"] = new WindowLedger { Limit = 100, Used = 3, Reset = At.AddMinutes(15), Told = true } },
            Permits = [new PermitEntry { Effect = "e1", Attempt = 1, Kind = SocialActKind.Post, At = At, Baseline = "7", Price = 15_000, Day = 20_778, State = PermitState.InDoubt }],
            Claims = [new ClaimEntry { Post = "8", Effect = "e0", At = At }],
            ClaimFloor = "5",
            NewestPost = "8",
            LastPostAt = At,
            Stop = new StopEntry { Code = SocialOutcomeCodes.UsageCap, Detail = "d", Until = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), OfApp = true },
        };

        Assert.Equal(golden, CreateSut().Serialize(state).ToString());
        Assert.Equal(golden, CreateSut().Serialize(CreateSut().Deserialize<XAccountState>(BinaryData.FromString(golden))!).ToString());
    }

    [Fact]
    public void What_a_newer_release_stored_is_written_back()
    {
        const string newer = """{"version":2,"handle":"","tier":"","identified_by":"","day":{"last_seen":"2026-11-21T12:00:00+00:00","posts":0,"replies":0,"micro_dollars":0},"windows":{},"permits":[{"effect":"e1","attempt":1,"kind":"reply","at":"2026-11-21T12:00:00+00:00","baseline":"0","price":1,"day":1,"state":"open","later":[1]}],"claims":[],"claim_floor":"0","newest_post":"0","new_member":{"a":1}}""";
        Assert.Equal(newer, CreateSut().Serialize(CreateSut().Deserialize<XAccountState>(BinaryData.FromString(newer))!).ToString());
    }

    [Fact]
    public void The_app_is_read_back_whole()
    {
        var state = new XAppState { Month = 24_322, MonthPosts = 5, Posts = new WindowLedger { Limit = 9, Used = 4, Reset = At, ClosedAt = At }, Stop = new StopEntry { Code = "c", Detail = "d" } };
        var back = CreateSut().Deserialize<XAppState>(CreateSut().Serialize(state))!;
        Assert.Equal((state.Month, state.MonthPosts, state.Posts, state.Stop), (back.Month, back.MonthPosts, back.Posts, back.Stop));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(null, -5.0)]
    public void Validate_refuses_limits_that_cannot_be_meant(int? posts, double? dollars)
    {
        var result = new SocialOptionsValidator().Validate(null, new SocialOptions { PostsPerDay = posts, DollarsPerDay = (decimal?)dollars });
        Assert.True(result.Failed);
        Assert.Contains("Puppet:Social:", result.FailureMessage, StringComparison.Ordinal);
    }
}
