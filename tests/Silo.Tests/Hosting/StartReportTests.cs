using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.Hosting;

/// <summary>The one short block of a start, as it stands in a terminal or a file.</summary>
public sealed class StartReportTests
{
    [Fact]
    public async Task The_start_says_where_the_page_and_the_data_are_which_worlds_which_unused_keys_and_which_agents_and_ends_with_zero()
    {
        await using var house = await House.OpenAsync();
        await using var silo = await house.UpAsync(new Dictionary<string, string> { ["XAI_API_KEY"] = "a-key-that-nobody-uses", ["Puppet__X__BaseUri"] = "http://127.0.0.1:1", ["Puppet__Events__Webhooks__shop__Type"] = "sale" });
        var block = silo.Process.Output;

        Assert.Matches(@"Console +http://127\.0\.0\.1:\d+/login\?code=[A-Za-z0-9_-]{20,}", block);
        Assert.Matches($"Data +{System.Text.RegularExpressions.Regex.Escape(house.Data)}", block);
        Assert.Matches("Actor host +(local|orleans)", block);
        Assert.Matches("Worlds +X emulated-[0-9a-f]+ · models emulated-[0-9a-f]+ · Solana emulated-[0-9a-f]+", block);
        Assert.Matches("Unused keys +XAI_API_KEY: found, not used. Puppet__World__Llm=live would use them.", block);
        Assert.Matches("Settings +Puppet:X:BaseUri is no setting; did you mean Puppet:X:BaseUrl\\?", block);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(block, "is no setting"));
        Assert.Matches(@"fox +@fox +emulated +pay_per_use +publishes +\d\d:\d\d:\d\d", block);
        Assert.Matches(@"wren +@wren +emulated +pay_per_use +publishes +\d\d:\d\d:\d\d", block);
        Assert.Matches(@"Ready after \d+\.\d s\. Ctrl-C stops\.", block);
        Assert.DoesNotContain("a-key-that-nobody-uses", block, StringComparison.Ordinal);
        Assert.Equal(0, await silo.Process.StopAsync());
        Assert.DoesNotContain("Exception", silo.Process.Output, StringComparison.Ordinal);

        // Again: no agent is new, nothing is said twice.
        await using var again = await house.UpAsync();
        Assert.DoesNotContain("everything, it is new", again.Process.Output, StringComparison.Ordinal);
        Assert.Equal(0, await again.Process.StopAsync());
    }
}
