using Microsoft.Playwright;
using PuppetEngine.Tests.Console.House;
using static Microsoft.Playwright.Assertions;

namespace PuppetEngine.Tests.Console;

/// <summary>What the page shows while the engine lives.</summary>
public sealed class LivePageTests(ConsoleFixture fixture) : IClassFixture<ConsoleFixture>
{
    [Fact]
    public async Task A_new_post_appears_without_a_reload()
    {
        await using var visitor = await fixture.OpenAsync();
        await Expect(visitor.Page.Locator("#live")).ToHaveAttributeAsync("data-state", "on");
        await visitor.Page.EvaluateAsync("window.sameDocument = true");

        await fixture.House.PostAsync("ada", "The harbour clock was four minutes slow, and nobody has missed them yet.");

        var post = visitor.Page.Locator(".post").Filter(new LocatorFilterOptions { HasText = "nobody has missed them yet" });
        await Expect(post).ToBeVisibleAsync();
        await Expect(post.Locator(".pill").First).ToHaveTextAsync("posted");
        await Expect(post.Locator("b")).ToHaveTextAsync("Ada Lindqvist");
        var card = visitor.Page.Locator(".card").Filter(new LocatorFilterOptions { HasText = "Ada Lindqvist" });
        await Expect(card.Locator(".last")).ToContainTextAsync("nobody has missed them yet");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Text_from_outside_is_shown_as_text()
    {
        await using var visitor = await fixture.OpenAsync();

        await fixture.House.PostAsync("eve", "Brass bells at noon. " + Residents.Attack);

        var post = visitor.Page.Locator(".post").Filter(new LocatorFilterOptions { HasText = "Brass bells at noon." });
        await Expect(post.Locator(".text")).ToContainTextAsync(Residents.Attack);
        await Expect(post.Locator("b")).ToHaveTextAsync(Residents.Attack + " Eve");
        await Expect(visitor.Page.Locator(".card").Filter(new LocatorFilterOptions { HasText = "Means no good" }).Locator("b")).ToHaveTextAsync(Residents.Attack + " Eve");
        await Expect(visitor.Page.Locator("main img, main script")).ToHaveCountAsync(0);
        Assert.Equal("PuppetEngine", await visitor.Page.TitleAsync());
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task A_visitor_mentions_the_chosen_agent_in_the_emulated_world()
    {
        await using var visitor = await fixture.OpenAsync();
        var box = visitor.Page.Locator("#mention");
        await Expect(box).ToBeHiddenAsync();

        await visitor.Page.Locator(".card").Filter(new LocatorFilterOptions { HasText = "Cleo Marchetti" }).Locator(".choose").ClickAsync();
        await Expect(box).ToBeVisibleAsync();
        await box.GetByLabel("Mention Cleo Marchetti as @visitor").FillAsync("What is still warm at four?");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Expect(visitor.Page.Locator("#mention-hint")).ToContainTextAsync("Sent to @cleo");
        await Expect(visitor.Page.Locator("#mention-text")).ToHaveValueAsync("");
        using var posts = await fixture.House.SendAsync(HttpMethod.Get, fixture.House.Emulators + "/control/x/posts?scripted=true&author=visitor", null);
        Assert.Contains("@cleo What is still warm at four?", await posts.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task The_page_says_when_the_engine_is_gone_and_goes_on_by_itself_when_it_is_back()
    {
        await using var visitor = await fixture.OpenAsync();
        await Expect(visitor.Page.Locator("#live")).ToHaveAttributeAsync("data-state", "on");
        await visitor.Page.EvaluateAsync("window.sameDocument = true");

        await fixture.House.KillAsync();
        await Expect(visitor.Page.Locator("#offline")).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator("#live")).ToContainTextAsync("reconnecting");
        await visitor.PictureAsync("offline");
        await fixture.House.StartAsync();

        await Expect(visitor.Page.Locator("#live")).ToHaveAttributeAsync("data-state", "on");
        await Expect(visitor.Page.Locator("#offline")).ToBeHiddenAsync();
        await fixture.House.PostAsync("bo", "Read the bees the weather report. They had heard.");
        await Expect(visitor.Page.Locator(".post").Filter(new LocatorFilterOptions { HasText = "They had heard." })).ToBeVisibleAsync();
        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.sameDocument === true"));
    }
}
