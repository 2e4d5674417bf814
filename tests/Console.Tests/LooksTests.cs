using Microsoft.Playwright;
using PuppetEngine.Tests.Console.House;
using static Microsoft.Playwright.Assertions;

namespace PuppetEngine.Tests.Console;

/// <summary>Readable on a phone and on a desk, by day and by night, with a keyboard and with a screen reader.</summary>
public sealed class LooksTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    /// <summary>The contrast of every visible text against what lies behind it (WCAG 2.2, 1.4.3); answers what falls below its threshold.</summary>
    private const string TooFaint = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgba = color => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); const d = canvas.getImageData(0, 0, 1, 1).data; return [d[0], d[1], d[2], d[3] / 255]; };
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
          const behind = node => {
            const layers = [];
            for (let n = node; n; n = n.parentElement) layers.push(rgba(getComputedStyle(n).backgroundColor));
            return layers.reverse().reduce((under, top) => over(top, under), rgba(getComputedStyle(document.body).backgroundColor));
          };
          const light = c => { const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const faint = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || !node.checkVisibility() || node.closest(':disabled, noscript')) continue;
            const style = getComputedStyle(node);
            const back = behind(node);
            const [a, b] = [light(over(rgba(style.color), back)), light(back)].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
            if (ratio < (large ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)} ${node.className || node.tagName}: ${walker.currentNode.textContent.trim().slice(0, 40)}`);
          }
          return [...new Set(faint)];
        }
        """;

    [Theory]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task The_page_fits_its_width_and_can_be_read(int width, ColorScheme scheme)
    {
        await using var visitor = await fixture.OpenAsync(width, scheme);
        var page = visitor.Page;
        await FillAsync();
        await Expect(page.Locator(".post").First).ToBeVisibleAsync();
        await visitor.PictureAsync($"posts-{width}-{scheme}".ToLowerInvariant());

        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>(TooFaint));
        if (width < 800)
        {
            await Expect(page.Locator(".card").First).ToBeHiddenAsync();
            await page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "View" }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameString = "Agents" }).ClickAsync();
            await Expect(page.Locator(".card").First).ToBeVisibleAsync();
            await visitor.PictureAsync($"agents-{width}-{scheme}".ToLowerInvariant());
            Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
            Assert.Empty(await page.EvaluateAsync<string[]>(TooFaint));
        }

        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_page_is_used_by_keyboard_alone()
    {
        await using var visitor = await fixture.OpenAsync();
        var page = visitor.Page;
        var card = page.Locator(".card").Filter(new LocatorFilterOptions { HasText = "Ada Lindqvist" });
        var choose = card.Locator(".choose");

        await choose.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(choose).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.Locator("#posts-title")).ToHaveTextAsync("Posts of Ada Lindqvist");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#posts-title")).ToHaveTextAsync("Posts");

        await page.Locator("#stop").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Stop everything?" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Cancel" })).ToBeFocusedAsync();
        await visitor.PictureAsync("dialog");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#confirm")).ToBeHiddenAsync();
        await Expect(page.Locator("#stop")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_screen_reader_finds_its_way()
    {
        await using var visitor = await fixture.OpenAsync();
        var page = visitor.Page;

        await Expect(page.GetByRole(AriaRole.Banner)).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Main)).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Agents" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Posts" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("live");
        await Expect(page.Locator("#notices")).ToHaveAttributeAsync("aria-live", "polite");
        // Every control has a name, and every button that acts on an agent names the agent.
        Assert.Empty(await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('button, input, a')].filter(n => n.checkVisibility()).filter(n => !(n.getAttribute('aria-label') || n.innerText || n.labels?.length)).map(n => n.outerHTML)"));
        await Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause Ada Lindqvist" })).ToBeVisibleAsync();
        Assert.Equal("en", await page.EvaluateAsync<string>("document.documentElement.lang"));
    }

    /// <summary>Something to look at: a post in each agent's own words, as the emulated model writes them.</summary>
    private async Task FillAsync()
    {
        foreach (var agent in (string[])["ada", "bo", "cleo"])
        {
            await fixture.House.PostAsync(agent);
        }
    }
}
