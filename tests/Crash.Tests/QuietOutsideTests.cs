using System.Text;
using System.Text.RegularExpressions;
using PuppetEngine.Tests.Crash.Harness;
using PuppetEngine.Tests.TestKit.Secrets;

namespace PuppetEngine.Tests.Crash;

/// <summary>
/// Keys of real vendors lie in the environment, and the product is started as the README says. The runtime itself writes down every
/// connection that a socket begins and every name that is looked up (its event pipe, for the whole life of the process, needing no
/// rights): none may leave this machine. The keys must not come to lie anywhere either.
/// </summary>
public sealed partial class QuietOutsideTests(ITestOutputHelper output)
{
    private static readonly string[] Variables =
    [
        "OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "GROK_API_KEY", "XAI_API_KEY", "GEMINI_API_KEY", "DEEPSEEK_API_KEY", "OPENROUTER_API_KEY", "DASHSCOPE_API_KEY",
        "TWITTER_API_KEY", "TWITTER_API_KEY_SECRET", "TWITTER_ACCESS_TOKEN", "TWITTER_ACCESS_TOKEN_SECRET", "TWITTER_BEARER_TOKEN",
        "SOLANA_PRIVATE_KEY_MIRA", "SOLANA_PRIVATE_KEY", "JUPITER_API_KEY",
    ];

    /// <summary>Names that a look-up of a vendor would hold.</summary>
    private static readonly string[] Vendors = ["openai.", "api.x.com", "twitter.", "x.ai", "googleapis.", "deepseek.", "openrouter.", "aliyuncs.", "solana.", "jup.ag", "birdeye."];

    [Fact]
    public async Task With_vendor_keys_in_the_environment_no_connection_leaves_this_machine_and_no_key_is_kept()
    {
        using var place = new Place();
        var canaries = SecretCanary.Make(Variables.Length);
        var trace = place["connections.nettrace"];
        var variables = new Dictionary<string, string>
        {
            ["PUPPET_DATA_DIR"] = place["data"],
            ["Puppet__Agents__Folder"] = SampleAgents(),
            ["Puppet__Emulators__BaseUrl"] = "http://127.0.0.1:0",
            ["Puppet__Gateway__Url"] = "http://127.0.0.1:0",
            ["DOTNET_EnableEventPipe"] = "1",
            ["DOTNET_EventPipeOutputPath"] = trace,
            ["DOTNET_EventPipeConfig"] = "System.Net.Sockets:0xFFFFFFFFFFFFFFFF:5,System.Net.NameResolution:0xFFFFFFFFFFFFFFFF:5",
        };
        for (var i = 0; i < Variables.Length; i++)
        {
            variables[Variables[i]] = canaries[i].Value;
        }

        await using var run = ProgramRun.Start(["up"], variables);
        using var gateway = await Place.OpenAsync(run, () => File.ReadAllText(Path.Combine(place["data"], "api-key")).Trim());
        await Gateway.UntilAsync("the sample agents posted", Place.Patience, async () => (await gateway.CountsAsync()).GetValueOrDefault("confirmed") >= 3, () => run.Output);
        Assert.Equal(0, await run.StopAsync(Place.Patience));

        var text = TextOf(trace);
        var addresses = text.SelectMany(t => Address().Matches(t)).Select(Read).ToList();
        output.WriteLine($"{addresses.Count} connections begun: {string.Join(", ", addresses.GroupBy(a => a).Select(g => $"{g.Count()} × {g.Key}"))}");
        Assert.NotEmpty(addresses);
        Assert.All(Vendors, vendor => Assert.All(text, t => Assert.DoesNotContain(vendor, t)));
        Assert.All(addresses, a => Assert.True(a.StartsWith("127.", StringComparison.Ordinal) || a is "::1" or "unix", a));

        Assert.All(Variables, name => Assert.Contains(name, Regex.Replace(run.Output, @"\s+", "")));
        Assert.Empty(SecretCanary.ScanText(canaries, run.Output, "the output"));
        SecretCanary.AssertAbsent(canaries, SecretCanary.FilesIn(place["data"]));
    }

    /// <summary>
    /// The trace as text: strings stand in it in UTF-16, beginning at even or odd places. Of a connection they tell the address family, the
    /// size and the bytes, port first; of a look-up the name.
    /// </summary>
    private static string[] TextOf(string trace)
    {
        var bytes = File.ReadAllBytes(trace);
        return [Encoding.Unicode.GetString(bytes), Encoding.Unicode.GetString(bytes, 1, bytes.Length - 1)];
    }

    private static string SampleAgents()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PuppetEngine.Orleans.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run within the repository, where the sample agents are.");
        }

        return Path.Combine(folder.FullName, "agents");
    }

    private static string Read(Match match)
    {
        var bytes = match.Groups[2].Value.Split(',').Select(byte.Parse).ToArray();
        return match.Groups[1].Value switch
        {
            "InterNetwork" => string.Join('.', bytes[2..6]),
            "InterNetworkV6" => new System.Net.IPAddress(bytes.AsSpan(6, 16)) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4().ToString() : new System.Net.IPAddress(bytes.AsSpan(6, 16)).ToString(),
            _ => "unix",
        };
    }

    [GeneratedRegex(@"(InterNetwork|InterNetworkV6|Unix):\d+:\{([\d,]+)\}")]
    private static partial Regex Address();
}
