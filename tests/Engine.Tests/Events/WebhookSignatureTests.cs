using System.Text;
using PuppetEngine.Engine.Events;
using PuppetEngine.Grains.Abstractions.Events;

namespace PuppetEngine.Tests.Engine.Events;

public sealed class WebhookSignatureTests
{
    // The example of the Standard Webhooks libraries.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Timestamp = "1614265330";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"test\": 2432232314}");
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    private static string? Refusal(string? id = Id, string? timestamp = Timestamp, string? signature = Signature, byte[]? body = null, DateTimeOffset? now = null) =>
        WebhookSignature.Refusal(WebhookSignature.ReadSecret(Secret), id, timestamp, signature, body ?? Body, now ?? Sent);

    [Fact]
    public void Sign_gives_the_published_answer() =>
        Assert.Equal(Signature, WebhookSignature.Sign(WebhookSignature.ReadSecret(Secret), Id, Timestamp, Body));

    [Fact]
    public void A_delivery_is_taken_within_five_minutes_and_with_any_of_several_signatures()
    {
        Assert.Null(Refusal());
        Assert.Null(Refusal(now: Sent.AddMinutes(5)));
        Assert.Null(Refusal(now: Sent.AddMinutes(-5)));
        Assert.Null(Refusal(signature: $"v1,AAAA v2,whatever {Signature}"));
    }

    [Fact]
    public void Whatever_is_changed_is_refused()
    {
        Assert.Contains("does not fit", Refusal(id: "msg_other"));
        Assert.Contains("does not fit", Refusal(timestamp: "1614265331"));
        Assert.Contains("does not fit", Refusal(body: Encoding.UTF8.GetBytes("{\"test\": 2432232315}")));
        Assert.Contains("does not fit", Refusal(signature: Signature[..^2]));
        Assert.Contains("does not fit", Refusal(signature: Signature["v1,".Length..]));
    }

    [Fact]
    public void A_delivery_that_is_caught_and_sent_later_is_refused()
    {
        Assert.Contains("five minutes", Refusal(now: Sent.AddMinutes(5).AddSeconds(1)));
        Assert.Contains("five minutes", Refusal(now: Sent.AddMinutes(-5).AddSeconds(-1)));
        var far = "99999999999999999";
        Assert.Contains("five minutes", Refusal(timestamp: far, signature: WebhookSignature.Sign(WebhookSignature.ReadSecret(Secret), Id, far, Body)));
    }

    [Theory]
    [InlineData(null, Timestamp, Signature)]
    [InlineData(Id, null, Signature)]
    [InlineData(Id, Timestamp, null)]
    [InlineData("", Timestamp, Signature)]
    public void A_missing_header_is_named(string? id, string? timestamp, string? signature) =>
        Assert.Contains(WebhookDelivery.IdHeader, Refusal(id, timestamp, signature));

    [Theory]
    [InlineData("whsec_")]
    [InlineData("not base64!")]
    [InlineData("c2hvcnQ=")]
    public void A_secret_that_is_none_is_null(string secret) => Assert.Null(WebhookSignature.ReadSecret(secret));
}
