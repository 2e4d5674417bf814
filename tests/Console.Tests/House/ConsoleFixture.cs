using Microsoft.Playwright;
using PuppetEngine.Tests.Console.Browser;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Console.House;

/// <summary>One running engine and one browser for the tests of a class. Without a browser it starts nothing, and every test skips.</summary>
public sealed class ConsoleFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The engine.</summary>
    internal RunningHouse House { get; } = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Missing is not null)
        {
            return;
        }

        foreach (var (file, json) in Residents.Files)
        {
            House.WriteAgent(file, json);
        }

        await House.StartAsync();
        // The browser's five seconds would make a slow machine's page a wrong one.
        Assertions.SetDefaultExpectTimeout((float)Eventually.Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        // A container's root has no sandbox of its own to give; the page comes from loopback only.
        string[] arguments = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium.Program, Args = arguments });
    }

    /// <summary>Opens a window, with nothing in it yet.</summary>
    internal Task<Visitor> EnterAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(Chromium.Missing is not null, Chromium.Missing ?? "");
        return Visitor.EnterAsync(_browser!, House.Address, width, scheme);
    }

    /// <summary>Opens a window on the console, signed in and filled.</summary>
    internal async Task<Visitor> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visitor = await EnterAsync(width, scheme);
        await visitor.Page.GotoAsync(await House.NewLinkAsync());
        await Assertions.Expect(visitor.Page.Locator("#main")).ToBeVisibleAsync();
        return visitor;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        await House.DisposeAsync();
    }
}
