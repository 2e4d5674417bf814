using Microsoft.Playwright;
using PuppetEngine.Tests.Console.House;
using static Microsoft.Playwright.Assertions;

namespace PuppetEngine.Tests.Console;

/// <summary>How a browser gets in, and stays out.</summary>
public sealed class EntranceTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task The_printed_link_opens_the_page_once_and_leaves_a_strict_cookie()
    {
        await using var visitor = await fixture.EnterAsync();

        await visitor.Page.GotoAsync(fixture.House.Link);

        await Expect(visitor.Page.Locator(".card")).ToHaveCountAsync(Residents.Files.Count());
        Assert.Equal(fixture.House.Address + "/", visitor.Page.Url);
        var cookie = Assert.Single(await visitor.CookiesAsync());
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Strict, cookie.SameSite);
        Assert.Empty(visitor.Complaints);

        await using var second = await fixture.EnterAsync();
        await second.Page.GotoAsync(fixture.House.Link);
        await Expect(second.Page.Locator("#signin")).ToBeVisibleAsync();
        await Expect(second.Page.Locator("#signin-reason")).ToContainTextAsync("puppet console");
        await Expect(second.Page.Locator("#main")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_pasted_link_opens_the_page_too()
    {
        await using var visitor = await fixture.EnterAsync();
        await visitor.Page.GotoAsync(fixture.House.Address);
        await Expect(visitor.Page.Locator("#signin")).ToBeVisibleAsync();
        await visitor.PictureAsync("sign-in");

        await visitor.Page.GetByLabel("or paste its code").FillAsync(await fixture.House.NewLinkAsync());
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Page.Locator(".card").First).ToBeVisibleAsync();
    }
}
