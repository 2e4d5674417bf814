using System.Net.Http.Json;
using System.Text.RegularExpressions;
using PuppetEngine.Tests.TestKit.Processes;

namespace PuppetEngine.Tests.Console.House;

/// <summary>
/// The engine as a person starts it: the silo's own program with its gateway and emulators, in a process, on ports and data of its own.
/// It can be stopped and started again on the same data.
/// </summary>
internal sealed partial class RunningHouse : IAsyncDisposable
{
    /// <summary>The key that tests call the API with.</summary>
    public const string ApiKey = "console-tests-key-0123456789";

    private readonly string _folder = Directory.CreateTempSubdirectory("puppet-console-").FullName;
    private readonly List<string> _settings = [];
    private readonly HttpClient _http = new();
    private ProgramProcess? _process;

    /// <summary>The gateway's address.</summary>
    public string Address { get; } = $"http://127.0.0.1:{FreePort.Next()}";

    /// <summary>The emulators' address.</summary>
    public string Emulators { get; } = $"http://127.0.0.1:{FreePort.Next()}";

    /// <summary>The console's link of the last start: it opens once.</summary>
    public string Link { get; private set; } = "";

    private Dictionary<string, string> Variables => new() { ["PUPPET_API_KEY"] = ApiKey, ["PUPPET_URL"] = Address };

    /// <summary>Adds a setting to the command line of the next start.</summary>
    public void Set(string name, string value) => _settings.Add($"--{name}={value}");

    /// <summary>Writes a definition into the agents' folder.</summary>
    public void WriteAgent(string file, string json)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "agents"));
        File.WriteAllText(Path.Combine(_folder, "agents", file), json);
    }

    /// <summary>Starts the process and waits until it has printed its link.</summary>
    public async Task StartAsync()
    {
        _process = ProgramProcess.Start("Silo", [
            "up", "--agents", Path.Combine(_folder, "agents"), "--data", Path.Combine(_folder, "data"), $"--Puppet:Gateway:Url={Address}", $"--Puppet:Emulators:BaseUrl={Emulators}",
            $"--Puppet:Cluster:SiloPort={FreePort.Next()}", $"--Puppet:Cluster:GatewayPort={FreePort.Next()}", .. _settings], Variables);
        Link = LinkForm().Match(await _process.LineAsync(LinkForm().IsMatch, "the console's link")).Value;
    }

    /// <summary>Ends the process at once, as a power cut does.</summary>
    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>A link that opens the console once more.</summary>
    public async Task<string> NewLinkAsync()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"{Address}/v1/console-codes", null);
        return (await answer.Content.ReadFromJsonAsync<ConsoleLink>())!.Link;
    }

    /// <summary>Has an agent post; answers when the post has ended.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="text">The text; null lets the agent write.</param>
    /// <param name="topic">What it writes about.</param>
    public async Task PostAsync(string agent, string? text = null, string? topic = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"{Address}/v1/agents/{agent}/posts?wait=20", new { text, topic, force = true });
    }

    /// <summary>Calls the gateway's or the emulators' API.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, object? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Api-Key", ApiKey);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {address} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return answer;
    }

    /// <summary>Starts the command line against this engine.</summary>
    public ProgramProcess StartCli(params string[] words) => ProgramProcess.Start("Cli", words, Variables);

    /// <summary>Runs the command line against this engine to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunCliAsync(params string[] words)
    {
        await using var process = StartCli(words);
        return (await process.ExitAsync(), process.Output);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"http://\S+/login\?code=\S+")]
    private static partial Regex LinkForm();

    private sealed record ConsoleLink(string Link);
}
