using System.Net.Http;
using System.Net.Sockets;
using PuppetEngine.Grains.Abstractions.Social;
using PuppetEngine.Providers.X.Wire;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XOutcomeTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private const string Created = """{"data":{"id":"1445880548472328192","text":"Hello","edit_history_post_ids":["1445880548472328192"],"new":1},"later":{}}""";
    private const string Duplicate = """{"detail":"You are not allowed to create a Tweet with duplicate content.","type":"about:blank","title":"Forbidden","status":403}""";
    private const string NotPermitted = """{"detail":"You are not permitted to perform this action.","type":"about:blank","title":"Forbidden","status":403}""";
    private const string Permissions = """{"title":"Forbidden","detail":"Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.","type":"https://api.x.com/2/problems/oauth1-permissions","status":403}""";
    private const string ClientForbidden = """{"client_id":"1","detail":"When authenticating …","title":"Client Forbidden","reason":"client-not-enrolled","type":"https://api.twitter.com/2/problems/client-forbidden"}""";
    private const string OldApi = """{"errors":[{"message":"You currently have access to a subset of…","code":453}]}""";
    private const string Credits = """{"title":"CreditsDepleted","detail":"Your enrolled account [1] does not have any credits to fulfill this request.","type":"https://api.twitter.com/2/problems/credits","account_id":1}""";
    private const string Window = """{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}""";
    private const string OldWindow = """{"errors":[{"code":88,"message":"Rate limit exceeded"}]}""";
    private const string Cap = """{"account_id":"1","product_name":"standard-basic","title":"UsageCapExceeded","period":"Monthly","scope":"Product","detail":"Usage cap exceeded: Monthly product cap","type":"https://api.twitter.com/2/problems/usage-capped"}""";
    private const string Invalid = """{"errors":[{"parameters":{"text":["x"]},"message":"text: too long"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.x.com/2/problems/invalid-request"}""";

    [Theory]
    [InlineData(201, Created, OutcomeClass.Sent, SocialOutcomeCodes.Ok)]
    [InlineData(200, Created, OutcomeClass.Sent, SocialOutcomeCodes.Ok)]
    [InlineData(201, "{\"data\":{\"id\":\"14458", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    [InlineData(201, "{\"data\":{\"id\":12}}", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    [InlineData(200, "{\"errors\":[{\"title\":\"Not Found Error\"}]}", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    [InlineData(200, "", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    [InlineData(302, "", OutcomeClass.NotSent, SocialOutcomeCodes.Invalid)]
    [InlineData(303, "", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    [InlineData(400, Invalid, OutcomeClass.NotSent, SocialOutcomeCodes.Invalid)]
    [InlineData(401, "{\"title\":\"Unauthorized\"}", OutcomeClass.NotSent, SocialOutcomeCodes.Unauthorized)]
    [InlineData(402, Credits, OutcomeClass.NotSent, SocialOutcomeCodes.CreditsDepleted)]
    [InlineData(402, "<html>pay</html>", OutcomeClass.NotSent, SocialOutcomeCodes.CreditsDepleted)]
    [InlineData(403, Duplicate, OutcomeClass.Ambiguous, SocialOutcomeCodes.Duplicate)]
    [InlineData(403, NotPermitted, OutcomeClass.NotSent, SocialOutcomeCodes.Forbidden)]
    [InlineData(403, Permissions, OutcomeClass.NotSent, SocialOutcomeCodes.ReadOnlyToken)]
    [InlineData(403, ClientForbidden, OutcomeClass.NotSent, SocialOutcomeCodes.ClientForbidden)]
    [InlineData(403, OldApi, OutcomeClass.NotSent, SocialOutcomeCodes.ClientForbidden)]
    [InlineData(403, "not json", OutcomeClass.NotSent, SocialOutcomeCodes.Forbidden)]
    [InlineData(404, "", OutcomeClass.NotSent, SocialOutcomeCodes.NotFound)]
    [InlineData(408, "", OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable)]
    [InlineData(413, "", OutcomeClass.NotSent, SocialOutcomeCodes.Invalid)]
    [InlineData(422, "[]", OutcomeClass.NotSent, SocialOutcomeCodes.Invalid)]
    [InlineData(429, Window, OutcomeClass.NotSent, SocialOutcomeCodes.RateWindow)]
    [InlineData(429, OldWindow, OutcomeClass.NotSent, SocialOutcomeCodes.RateWindow)]
    [InlineData(429, Cap, OutcomeClass.NotSent, SocialOutcomeCodes.UsageCap)]
    [InlineData(500, "", OutcomeClass.Ambiguous, SocialOutcomeCodes.Server)]
    [InlineData(502, "<html>", OutcomeClass.Ambiguous, SocialOutcomeCodes.Server)]
    [InlineData(503, "{}", OutcomeClass.Ambiguous, SocialOutcomeCodes.Server)]
    public void Classify_of_an_answer_to_a_post(int status, string body, OutcomeClass expected, string code)
    {
        var outcome = XOutcomeTable.Classify(new XAnswer(status, body), XCallKind.Create, Now, renewable: false);

        Assert.Equal((expected, code), (outcome.Class, outcome.Code));
        Assert.Equal(expected == OutcomeClass.Sent, outcome.PostId is not null);
        Assert.Equal(expected == OutcomeClass.Sent, string.IsNullOrEmpty(outcome.Detail));
    }

    [Theory]
    [InlineData("{\"data\":{\"deleted\":true}}", OutcomeClass.Sent, SocialOutcomeCodes.Ok)]
    [InlineData("{\"data\":{\"deleted\":false}}", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    [InlineData("{}", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable)]
    public void Classify_of_an_answer_to_a_deletion(string body, OutcomeClass expected, string code)
    {
        var outcome = XOutcomeTable.Classify(new XAnswer(200, body), XCallKind.Delete, Now, renewable: false);
        Assert.Equal((expected, code), (outcome.Class, outcome.Code));
    }

    [Theory]
    [InlineData(XCallKind.Like, "{\"data\":{\"liked\":true}}", OutcomeClass.Sent)]
    [InlineData(XCallKind.Like, "{\"data\":{\"liked\":false}}", OutcomeClass.Ambiguous)]
    [InlineData(XCallKind.Like, "{\"data\":{}}", OutcomeClass.Ambiguous)]
    [InlineData(XCallKind.Unlike, "{\"data\":{\"liked\":false}}", OutcomeClass.Sent)]
    [InlineData(XCallKind.Repost, "{\"data\":{\"retweeted\":true,\"rest_id\":\"9\"}}", OutcomeClass.Sent)]
    [InlineData(XCallKind.UndoRepost, "{\"data\":{\"retweeted\":false}}", OutcomeClass.Sent)]
    [InlineData(XCallKind.UndoRepost, "{\"data\":{\"retw", OutcomeClass.Ambiguous)]
    internal void Classify_of_an_answer_to_an_interaction(XCallKind kind, string body, OutcomeClass expected) =>
        Assert.Equal(expected, XOutcomeTable.Classify(new XAnswer(200, body), kind, Now, renewable: false).Class);

    [Theory]
    [InlineData(409, "{\"title\":\"RuleConfigurationIssue\",\"type\":\"https://api.x.com/2/problems/rule-configuration-issue\"}", SocialOutcomeCodes.NoRules)]
    [InlineData(409, "{}", SocialOutcomeCodes.Invalid)]
    [InlineData(429, "{\"title\":\"ConnectionException\",\"detail\":\"This stream is currently at the maximum allowed connection limit.\",\"connection_issue\":\"TooManyConnections\",\"type\":\"https://api.twitter.com/2/problems/streaming-connection\"}", SocialOutcomeCodes.TooManyConnections)]
    public void Classify_of_a_refused_stream(int status, string body, string code)
    {
        var outcome = XOutcomeTable.Classify(new XAnswer(status, body), XCallKind.Read, Now, renewable: false);
        Assert.Equal((OutcomeClass.NotSent, code), (outcome.Class, outcome.Code));
    }

    public static TheoryData<Exception, bool, bool, OutcomeClass, string> Failures => new()
    {
        { new HttpRequestException(HttpRequestError.NameResolutionError), false, false, OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable },
        { new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException(111)), true, false, OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), true, false, OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable },
        { new OperationCanceledException("connect", new TimeoutException()), true, false, OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable },
        { new HttpRequestException(HttpRequestError.ResponseEnded), true, false, OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset },
        { new HttpRequestException("send", new IOException("reset", new SocketException(104))), true, false, OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset },
        { new HttpIOException(HttpRequestError.ResponseEnded), true, false, OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset },
        { new IOException("reset"), false, false, OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable },
        { new OperationCanceledException(), true, true, OutcomeClass.Ambiguous, SocialOutcomeCodes.Timeout },
        { new OperationCanceledException(), false, true, OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void Classify_of_a_failure_without_an_answer(Exception failure, bool left, bool cut, OutcomeClass expected, string code)
    {
        var outcome = XOutcomeTable.Classify(failure, left, cut);
        Assert.Equal((expected, code), (outcome.Class, outcome.Code));
    }

    [Fact]
    public void Classify_of_401_with_a_renewable_token_asks_to_renew_it_first() =>
        Assert.Equal(SocialOutcomeCodes.TokenExpired, XOutcomeTable.Classify(new XAnswer(401, ""), XCallKind.Create, Now, renewable: true).Code);

    [Fact]
    public void Classify_of_401_under_a_wrong_clock_says_so()
    {
        var outcome = XOutcomeTable.Classify(new XAnswer(401, "") { Date = Now.AddMinutes(9) }, XCallKind.Create, Now, renewable: false);
        Assert.Contains("clock differs from X's by 9 minutes", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Classify_of_a_closed_window_waits_for_the_window_that_is_closed_longest()
    {
        var answer = new XAnswer(429, Window)
        {
            Window = new RateWindow { Limit = 100, Remaining = 40, Reset = Now.AddMinutes(3) },
            UserDay = new RateWindow { Limit = 17, Remaining = 0, Reset = Now.AddHours(7) },
        };
        Assert.Equal(Now.AddHours(7), XOutcomeTable.Classify(answer, XCallKind.Create, Now, false).RetryAt);
    }

    [Fact]
    public void Classify_of_a_closed_window_without_headers_waits_a_whole_window() =>
        Assert.Equal(Now.AddMinutes(15), XOutcomeTable.Classify(new XAnswer(429, Window), XCallKind.Create, Now, false).RetryAt);

    [Fact]
    public void Classify_of_a_cap_waits_for_the_next_month_though_the_window_is_open()
    {
        var answer = new XAnswer(429, Cap) { Window = new RateWindow { Limit = 100, Remaining = 99, Reset = Now.AddMinutes(3) } };
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), XOutcomeTable.Classify(answer, XCallKind.Create, Now, false).RetryAt);
    }
}
