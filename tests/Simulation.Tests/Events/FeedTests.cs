using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Grains.Abstractions.Events;
using PuppetEngine.Tests.TestHost;

namespace PuppetEngine.Tests.Simulation.Events;

/// <summary>A feed of a server on loopback, read at its period: what is new in it is told, once.</summary>
public sealed class FeedTests : IAsyncLifetime
{
    private readonly List<string> _entries = ["The lighthouse is painted", "A whale was seen"];
    private readonly WebApplication _server;
    private int _reads;

    public FeedTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(Answer);
    }

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task What_a_feed_holds_at_first_is_not_told_and_a_new_entry_is_told_once_across_a_kill()
    {
        var address = new Uri(new Uri(_server.Urls.First()), "/feed");
        var setup = new ProcessSetup
        {
            Settings = new Dictionary<string, string?>
            {
                ["Puppet:Web:AllowedInside:0"] = $"127.0.0.1:{address.Port}",
                ["Puppet:Events:Feeds:town:Address"] = address.ToString(),
                ["Puppet:Events:Feeds:town:Every"] = "00:10:00",
                ["Puppet:Events:Feeds:town:Agents:0"] = "ada",
            },
        };
        await using var town = await Town.OpenAsync(35);
        var points = new KillPoints();
        await using (var first = await Process.StartAsync(town, points, setup))
        {
            await Inhabitants.DefineAsync(first, ["ada", "bea"], 10_000, 10_001);
            await first.RunAsync(TimeSpan.FromMinutes(15));
            var status = await first.Grains.GetGrain<IFeedGrain>("town").GetStatus();
            Assert.Equal(("", 0), (status.Problem, status.Entries));
            Assert.NotNull(status.ReadAt);
            Assert.True(Volatile.Read(ref _reads) >= 2, $"{_reads} readings");
            Assert.Empty(await EventPlace.ListAsync(first));

            lock (_entries)
            {
                _entries.Insert(0, "The ferry has a new captain");
            }

            // The entry is an event, and that it was seen is not stored: the next life reads it as new again.
            points.Begin("feed.Write.before", 1);
            Assert.False(await first.RunAsync(TimeSpan.FromMinutes(15)));
            await first.KillAsync();
        }

        points.Begin(null, 0);
        await using var second = await Process.StartAsync(town, points, setup);
        await second.RunAsync(TimeSpan.FromMinutes(25));
        var told = Assert.Single(await EventPlace.ListAsync(second));
        Assert.Equal((EventState.Told, "feed:town", EventTypes.News), (told.State, told.Event.Source, told.Event.Type));
        Assert.Contains("The ferry has a new captain", told.Event.Data, StringComparison.Ordinal);
        Assert.Single(await EventPlace.HeardAsync(second, "ada"));
        Assert.Empty(await EventPlace.HeardAsync(second, "bea"));
        Assert.Empty(await EventPlace.CausedAsync(second, "ada"));
    }

    private Task Answer(HttpContext context)
    {
        Interlocked.Increment(ref _reads);
        lock (_entries)
        {
            var items = string.Concat(_entries.Select(e => $"<item><title>{e}</title><guid>{e.GetHashCode(StringComparison.Ordinal)}</guid></item>"));
            context.Response.ContentType = "application/rss+xml";
            return context.Response.WriteAsync($"<rss version=\"2.0\"><channel><title>Town</title>{items}</channel></rss>");
        }
    }
}
