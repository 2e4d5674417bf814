using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PuppetEngine.Engine.Events;
using PuppetEngine.Providers.Web;

namespace PuppetEngine.Tests.Providers.Web;

/// <summary>Feeds from a server on loopback, which the configuration allows where a test wants it.</summary>
public sealed class FeedFetcherTests : IAsyncLifetime
{
    private const string Feed = "<rss><channel><item><title>Ferry late</title></item></channel></rss>";

    private readonly WebApplication _server = CreateServer();

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private Uri Address(string path) => new(new Uri(_server.Urls.First()), path);

    private IFeedFetcher CreateSut(bool allowed = true, int maxBytes = 10_000) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Puppet:Web:AllowedInside:0"] = allowed ? $"127.0.0.1:{Address("/").Port}" : "elsewhere.internal:1",
            ["Puppet:Web:MaxBytes"] = $"{maxBytes}",
            ["Puppet:Web:Timeout"] = "00:00:05",
        }).Build())
        .AddWebProvider()
        .BuildServiceProvider()
        .GetRequiredService<IFeedFetcher>();

    [Fact]
    public async Task A_feed_is_read_and_not_read_again_while_nothing_changed()
    {
        var sut = CreateSut();
        var first = await sut.FetchAsync(Address("/feed"), null, TestContext.Current.CancellationToken);
        var second = await sut.FetchAsync(Address("/feed"), first.Stamp, TestContext.Current.CancellationToken);

        Assert.Equal("Ferry late", Assert.Single(first.Entries).Title);
        Assert.Equal("\"v1\"", first.Stamp.ETag);
        Assert.Empty(second.Entries);
        Assert.Equal(first.Stamp, second.Stamp);
    }

    [Fact]
    public async Task A_redirect_is_followed_and_checked_anew()
    {
        Assert.Single((await CreateSut().FetchAsync(Address("/moved"), null, TestContext.Current.CancellationToken)).Entries);

        // The same server by another name: only the first one is allowed.
        var inside = await Assert.ThrowsAsync<FeedUnreachableException>(() => CreateSut().FetchAsync(Address("/inside"), null, TestContext.Current.CancellationToken));
        Assert.Contains("localhost", inside.Message);
        Assert.Contains("AllowedInside", inside.Message);
    }

    [Fact]
    public async Task An_address_inside_is_not_called()
    {
        var refused = await Assert.ThrowsAsync<FeedUnreachableException>(() => CreateSut(allowed: false).FetchAsync(Address("/feed"), null, TestContext.Current.CancellationToken));

        Assert.Contains("not on the public internet", refused.Message);
    }

    [Theory]
    [InlineData("/missing", "404")]
    [InlineData("/endless", "more than 10000 bytes")]
    [InlineData("/bomb", "more than 10000 bytes")]
    [InlineData("/broken", "could not be reached")]
    public async Task What_cannot_be_read_says_why(string path, string words) =>
        Assert.Contains(words, (await Assert.ThrowsAsync<FeedUnreachableException>(() => CreateSut().FetchAsync(Address(path), null, TestContext.Current.CancellationToken))).Message);

    [Fact]
    public async Task What_is_no_feed_says_so() =>
        await Assert.ThrowsAsync<FeedFormatException>(() => CreateSut().FetchAsync(Address("/page"), null, TestContext.Current.CancellationToken));

    private static WebApplication CreateServer()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Request.Path.Value switch
        {
            "/feed" => WriteFeedAsync(context),
            "/moved" => Redirect(context, "/feed"),
            "/inside" => Redirect(context, $"http://localhost:{context.Connection.LocalPort}/feed"),
            "/page" => context.Response.WriteAsync("<html><body>Hello</body></html>"),
            "/endless" => WriteEndlessAsync(context),
            "/bomb" => WriteBombAsync(context),
            "/broken" => Abort(context),
            _ => NotFound(context),
        });
        return app;
    }

    private static Task WriteFeedAsync(HttpContext context)
    {
        context.Response.Headers.ETag = "\"v1\"";
        if (context.Request.Headers.IfNoneMatch == "\"v1\"")
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync(Feed);
    }

    private static Task Redirect(HttpContext context, string location)
    {
        context.Response.Redirect(location);
        return Task.CompletedTask;
    }

    private static async Task WriteEndlessAsync(HttpContext context)
    {
        for (var i = 0; i < 10_000 && !context.RequestAborted.IsCancellationRequested; i++)
        {
            await context.Response.WriteAsync("<rss>and so on and so on</rss>");
        }
    }

    private static async Task WriteBombAsync(HttpContext context)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
        await gzip.WriteAsync(new byte[1024 * 1024]);
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
