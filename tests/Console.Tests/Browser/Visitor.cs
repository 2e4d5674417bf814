using Microsoft.Playwright;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Console.Browser;

/// <summary>A person's browser with one window. It remembers everything that the browser complained about.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Visitor(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    /// <summary>The window.</summary>
    public IPage Page { get; }

    /// <summary>Errors and warnings of the browser's console, uncaught exceptions, and requests that left the gateway.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens a window of a width, in light or dark.</summary>
    public static async Task<Visitor> EnterAsync(IBrowser browser, string address, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, Locale = "en-GB",
        });
        context.SetDefaultTimeout((float)Eventually.Patience.TotalMilliseconds);
        var visitor = new Visitor(context, await context.NewPageAsync());
        visitor.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                visitor.Complaints.Add($"{message.Type}: {message.Text}");
            }
        };
        visitor.Page.PageError += (_, error) => visitor.Complaints.Add($"uncaught: {error}");
        visitor.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address, StringComparison.Ordinal))
            {
                visitor.Complaints.Add($"left the gateway: {request.Url}");
            }
        };
        return visitor;
    }

    /// <summary>The cookies that the browser keeps.</summary>
    public Task<IReadOnlyList<BrowserContextCookiesResult>> CookiesAsync() => _context.CookiesAsync();

    /// <summary>Keeps a picture of the whole page beside the test program, in <c>screenshots</c>.</summary>
    public Task PictureAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(AppContext.BaseDirectory, "screenshots", name + ".png"), FullPage = false });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
