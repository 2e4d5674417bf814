using System.Text.Json.Nodes;
using PuppetEngine.Tests.Console.House;
using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Console;

/// <summary>What a person does about an account while the engine runs, by the command line alone, and what they are told before.</summary>
public sealed class AccountTests
{
    [Fact]
    public async Task An_account_is_logged_in_while_the_engine_runs()
    {
        await using var house = House("ada");
        using var people = new WebhookReceiver();
        // X's own protocol in full, at the address of the emulator: the world counts as live, where logins are needed.
        house.Set("Puppet:World:X", "live");
        house.Set("Puppet:X:BaseUrl", house.Emulators + "/x");
        house.Set("Puppet:X:AuthorizeUrl", house.Emulators + "/x/i/oauth2/authorize");
        house.Set("Puppet:X:ClientId", "emulated-client");
        house.Set("Puppet:X:RedirectUri", $"http://127.0.0.1:{FreePort.Next()}/callback");
        house.Set("Puppet:Alerts:Webhook", people.Address);
        house.Set("Puppet:Alerts:Interval", "00:00:01");
        await house.StartAsync();

        var (id, told) = await people.WaitAsync("opened", "needs_account");
        Assert.Equal("puppet x login ada", told["command"]!.GetValue<string>());
        var (waiting, status) = await house.RunCliAsync("status");
        Assert.Equal(2, waiting);
        Assert.Contains("puppet x login ada", status, StringComparison.Ordinal);

        using var browser = new HttpClient();
        await using var login = house.StartCli("x", "login", "ada");
        var authorize = (await login.LineAsync(line => line.StartsWith("http", StringComparison.Ordinal), "the address of the consent")).Trim();
        Assert.StartsWith("Done.", await ComeBackAsync(browser, authorize + "&login_hint=ada"), StringComparison.Ordinal);

        Assert.True(await login.ExitAsync() == 0, login.Output);
        Assert.Contains("@ada", login.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await house.RunCliAsync("status")).ExitCode);
        Assert.Equal(0, (await house.RunCliAsync("x", "check", "ada")).ExitCode);
        var agent = await JsonAsync(house, HttpMethod.Get, $"{house.Address}/v1/agents/ada");
        Assert.Equal(("active", "ada", "live/ada"), (agent["status"]!.GetValue<string>(), agent["handle"]!.GetValue<string>(), agent["account"]!.GetValue<string>()));
        Assert.Equal(1, people.Count(id));
        Assert.Empty((await JsonAsync(house, HttpMethod.Get, house.Emulators + "/control/x/posts"))["items"]!.AsArray());

        // The tokens are in the secret store: a new process finds them, and asks nobody.
        await house.KillAsync();
        await house.StartAsync();
        Assert.Equal(0, (await house.RunCliAsync("x", "check", "ada")).ExitCode);
    }

    [Fact]
    public async Task An_app_without_credits_is_told_once_and_goes_on_when_a_person_says_so()
    {
        await using var house = House("ada", "bo");
        using var people = new WebhookReceiver();
        house.Set("Puppet:Alerts:Webhook", people.Address);
        house.Set("Puppet:Alerts:Interval", "00:00:01");
        await house.StartAsync();
        using (await house.SendAsync(HttpMethod.Post, house.Emulators + "/control/faults", new { route = "POST /x/2/tweets", kind = "402", count = 1, account = "ada" }))
        {
            await house.PostAsync("ada", "Out of credits, the sea goes on.");
        }

        var (id, told) = await people.WaitAsync("opened", "account_stopped");
        Assert.Equal("puppet x resume ada", told["command"]!.GetValue<string>());
        var (waiting, status) = await house.RunCliAsync("status");
        Assert.Equal(2, waiting);
        Assert.Single(status.Split('\n'), line => line.Contains("puppet x resume ada", StringComparison.Ordinal));

        using (await house.SendAsync(HttpMethod.Delete, house.Emulators + "/control/faults", null))
        {
            Assert.Equal(0, (await house.RunCliAsync("x", "resume", "ada")).ExitCode);
        }

        Assert.Equal(0, (await house.RunCliAsync("status")).ExitCode);
        await house.PostAsync("bo", "Paid up: the tide came in on time.");
        var posts = (await JsonAsync(house, HttpMethod.Get, house.Emulators + "/control/x/posts"))["items"]!.AsArray();
        Assert.Contains(posts, post => post!["text"]!.GetValue<string>().StartsWith("Paid up", StringComparison.Ordinal));
        Assert.Equal(1, people.Count(id));
    }

    private static RunningHouse House(params string[] agents)
    {
        var house = new RunningHouse();
        foreach (var (file, json) in Residents.Files.Where(resident => agents.Contains(Path.GetFileNameWithoutExtension(resident.File))))
        {
            house.WriteAgent(file, json);
        }

        return house;
    }

    /// <summary>The browser after the consent: it follows the redirect to the address that the command line waits at.</summary>
    private static async Task<string> ComeBackAsync(HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<JsonNode> JsonAsync(RunningHouse house, HttpMethod method, string address)
    {
        using var answer = await house.SendAsync(method, address, null);
        return (await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync()))!;
    }
}
