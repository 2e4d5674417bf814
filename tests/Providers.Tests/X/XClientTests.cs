using System.Net;
using System.Net.Sockets;
using System.Text;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Grains.Abstractions.Social;
using Microsoft.Extensions.DependencyInjection;

namespace PuppetEngine.Tests.Providers.X;

public sealed class XClientTests
{
    [Fact]
    public async Task Publish_posts_signed_and_reports_the_window()
    {
        await using var x = await XFixture.StartAsync();
        var outcome = await x.PostAsync("ada", "Hello & good morning");

        Assert.Equal((OutcomeClass.Sent, SocialOutcomeCodes.Ok), (outcome.Class, outcome.Code));
        Assert.Equal(["Hello & good morning"], await x.LandedAsync());
        Assert.Equal(99, outcome.Window!.Remaining);
        Assert.NotNull(outcome.DayWindow);
        Assert.NotNull(outcome.AppDayWindow);
    }

    [Fact]
    public async Task Publish_in_the_emulated_world_asks_for_no_secret()
    {
        await using var x = await XFixture.StartAsync();
        await x.PostAsync("ada", "No keys needed");
        Assert.Empty(x.Secrets.Reads);
    }

    [Fact]
    public async Task Publish_for_another_world_sends_nothing()
    {
        await using var x = await XFixture.StartAsync();
        var outcome = await x.Client.PublishAsync(x.Call("ada", "Wrong world") with { AccountKey = "live/ada" }, CancellationToken.None);

        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.ForeignWorld), (outcome.Class, outcome.Code));
        Assert.Equal(0, await x.CounterAsync("requests", "POST /x/2/tweets"));
    }

    [Fact]
    public async Task Publish_of_a_deletion_deletes()
    {
        await using var x = await XFixture.StartAsync();
        var post = await x.PostAsync("ada", "Soon gone");
        var outcome = await x.Client.PublishAsync(x.Call("ada", "", delete: post.PostId), CancellationToken.None);

        Assert.Equal(OutcomeClass.Sent, outcome.Class);
        Assert.Equal(1, await x.CounterAsync("x", "deletions"));
    }

    [Theory]
    [InlineData("drop_before_effect", OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset, 0)]
    [InlineData("drop_after_effect", OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset, 1)]
    [InlineData("unreadable_after_effect", OutcomeClass.Ambiguous, SocialOutcomeCodes.Unreadable, 1)]
    [InlineData("status_after_effect", OutcomeClass.Ambiguous, SocialOutcomeCodes.Server, 1)]
    [InlineData("5xx", OutcomeClass.Ambiguous, SocialOutcomeCodes.Server, 0)]
    [InlineData("429_window", OutcomeClass.NotSent, SocialOutcomeCodes.RateWindow, 0)]
    [InlineData("429_quota", OutcomeClass.NotSent, SocialOutcomeCodes.UsageCap, 0)]
    [InlineData("402", OutcomeClass.NotSent, SocialOutcomeCodes.CreditsDepleted, 0)]
    [InlineData("401", OutcomeClass.NotSent, SocialOutcomeCodes.Unauthorized, 0)]
    [InlineData("403", OutcomeClass.NotSent, SocialOutcomeCodes.Forbidden, 0)]
    public async Task Publish_under_a_fault_tells_what_may_have_happened(string fault, OutcomeClass expected, string code, int landed)
    {
        await using var x = await XFixture.StartAsync();
        await x.PostAsync("ada", "A first one, so that the connection is warm");
        await x.FaultAsync(fault);

        var outcome = await x.PostAsync("ada", "The one that counts");

        Assert.Equal((expected, code), (outcome.Class, outcome.Code));
        Assert.Equal(landed, (await x.LandedAsync()).Count(t => t == "The one that counts"));
        Assert.Equal(2, await x.CounterAsync("requests", "POST /x/2/tweets"));
    }

    [Fact]
    public async Task Publish_of_the_same_text_again_is_a_duplicate_in_doubt()
    {
        await using var x = await XFixture.StartAsync();
        await x.PostAsync("ada", "Same words");
        var outcome = await x.PostAsync("ada", "Same words");
        Assert.Equal((OutcomeClass.Ambiguous, SocialOutcomeCodes.Duplicate), (outcome.Class, outcome.Code));
    }

    [Fact]
    public async Task Publish_is_cut_off_at_its_deadline()
    {
        await using var x = await XFixture.StartAsync();
        await x.FaultAsync("hang");
        var call = x.Client.PublishAsync(x.Call("ada", "Too slow", seconds: 20), CancellationToken.None);
        while (await x.CounterAsync("faults", "hang") == 0)
        {
            Assert.False(call.IsCompleted);
        }

        x.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(call.IsCompleted);
        x.Time.Advance(TimeSpan.FromSeconds(1));
        var outcome = await call;

        Assert.Equal((OutcomeClass.Ambiguous, SocialOutcomeCodes.Timeout), (outcome.Class, outcome.Code));
    }

    [Fact]
    public async Task Publish_after_its_deadline_sends_nothing()
    {
        await using var x = await XFixture.StartAsync();
        var outcome = await x.Client.PublishAsync(x.Call("ada", "Late", seconds: 0), CancellationToken.None);

        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable), (outcome.Class, outcome.Code));
        Assert.Equal(0, await x.CounterAsync("requests", "POST /x/2/tweets"));
    }

    [Fact]
    public async Task Publish_to_a_closed_port_was_not_sent()
    {
        await using var services = XFixture.Services(new Uri("http://127.0.0.1:1"), new World("emulated-test", false), TimeProvider.System, new MemorySecrets(), []);
        var outcome = await services.GetRequiredService<ISocialClient>().PublishAsync(Call(TimeProvider.System), CancellationToken.None);
        Assert.Equal((OutcomeClass.NotSent, SocialOutcomeCodes.Unreachable), (outcome.Class, outcome.Code));
    }

    /// <summary>A warm connection that breaks is where a transport is tempted to send again by itself.</summary>
    [Fact]
    public async Task Publish_over_a_warm_connection_that_breaks_is_sent_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var requests = 0;
        var server = Task.Run(async () =>
        {
            try
            {
                while (true)
                {
                    using var peer = await listener.AcceptTcpClientAsync();
                    var stream = peer.GetStream();
                    while (await ReadRequestAsync(stream))
                    {
                        if (Interlocked.Increment(ref requests) > 1)
                        {
                            break;
                        }

                        const string body = """{"data":{"id":"7"}}""";
                        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 201 Created\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
                    }
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                // The test is over: the listener was stopped, while it waited or just before.
            }
        });
        await using var services = XFixture.Services(
            new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), new World("emulated-test", false), TimeProvider.System, new MemorySecrets(), []);
        var client = services.GetRequiredService<ISocialClient>();

        Assert.Equal(OutcomeClass.Sent, (await client.PublishAsync(Call(TimeProvider.System), CancellationToken.None)).Class);
        var outcome = await client.PublishAsync(Call(TimeProvider.System), CancellationToken.None);

        Assert.Equal((OutcomeClass.Ambiguous, SocialOutcomeCodes.Reset), (outcome.Class, outcome.Code));
        Assert.Equal(2, requests);
        listener.Stop();
        await server;
    }

    [Fact]
    public async Task WhoAmI_tells_handle_rights_and_tier()
    {
        await using var x = await XFixture.StartAsync();
        await x.ControlAsync("/control/x/accounts", new { handle = "ada", tier = "free", access = "read" });
        var profile = await x.Client.WhoAmIAsync(x.Account("ada"), CancellationToken.None);
        Assert.Equal(("ada", "read"), (profile.Handle, profile.AccessLevel));
        Assert.NotEmpty(profile.UserId);
    }

    private static async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4_096];
        while (true)
        {
            int read;
            try
            {
                read = await stream.ReadAsync(buffer);
            }
            catch (IOException)
            {
                return false;
            }

            if (read == 0)
            {
                return false;
            }

            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && all.Length - end - 4 >= """{"text":"Once"}""".Length)
            {
                return true;
            }
        }
    }

    private static SocialCall Call(TimeProvider time) => new()
    {
        AccountKey = "emulated-test/ada",
        AgentId = "ada",
        EffectId = "e1",
        Post = new SocialPost { Text = "Once" },
        Deadline = time.GetUtcNow().AddSeconds(30),
    };
}
