using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PuppetEngine.Tests.Console.House;

/// <summary>
/// The engine as a person starts it: the silo's own program with its gateway and emulators, in a process, on ports and data of its own.
/// It can be stopped and started again on the same data.
/// </summary>
internal sealed partial class RunningHouse : IAsyncDisposable
{
    /// <summary>The key that tests call the API with.</summary>
    public const string ApiKey = "console-tests-key-0123456789";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Vendors = ["OPENAI_", "AZURE_", "GROK_", "XAI_", "GEMINI_", "GOOGLE_", "DEEPSEEK_", "OPENROUTER_", "KIMI_", "DASHSCOPE_", "QWEN_", "TWITTER_", "X_", "SOLANA_", "JUPITER_", "BIRDEYE_", "Puppet__", "PUPPET_", "ASPNETCORE_", "DOTNET_URLS"];

    private readonly string _folder = Directory.CreateTempSubdirectory("puppet-console-").FullName;
    private readonly int[] _ports = FreePorts(4);
    private readonly List<string> _settings = [];
    private readonly List<string> _output = [];
    private readonly HttpClient _http = new();
    private Process? _process;
    private TaskCompletionSource<string> _link = new();

    /// <summary>The gateway's address.</summary>
    public string Address => $"http://127.0.0.1:{_ports[0]}";

    /// <summary>The console's link of the last start: it opens once.</summary>
    public string Link => _link.Task.Result;

    /// <summary>The emulators' address.</summary>
    public string Emulators => $"http://127.0.0.1:{_ports[1]}";

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
        _link = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Program("Silo", [
            "up", "--agents", Path.Combine(_folder, "agents"), "--data", Path.Combine(_folder, "data"), "--port", $"{_ports[0]}", $"--Puppet:Emulators:BaseUrl={Emulators}",
            $"--Puppet:Cluster:SiloPort={_ports[2]}", $"--Puppet:Cluster:GatewayPort={_ports[3]}", .. _settings]);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => _link.TrySetException(new InvalidOperationException($"The engine ended before it was ready.\n{Output()}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;
        await _link.Task.WaitAsync(Patience, TimeProvider.System);
    }

    /// <summary>Ends the process at once, as a power cut does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
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

    /// <summary>Runs the command line against this engine; <paramref name="look"/> sees each line as it is printed.</summary>
    public async Task<(int ExitCode, string Output)> RunCliAsync(Action<string>? look, params string[] words)
    {
        using var process = Program("Cli", words);
        var output = new System.Text.StringBuilder();
        void TakeLine(string? line)
        {
            if (line is not null)
            {
                lock (output)
                {
                    output.AppendLine(line);
                }

                look?.Invoke(line);
            }
        }

        process.OutputDataReceived += (_, line) => TakeLine(line.Data);
        process.ErrorDataReceived += (_, line) => TakeLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        return (process.ExitCode, output.ToString());
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort() => FreePorts(1)[0];

    /// <summary>What the process has printed.</summary>
    public string Output()
    {
        lock (_output)
        {
            return string.Join('\n', _output);
        }
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

    private Process Program(string project, IEnumerable<string> words)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, new DirectoryInfo(AppContext.BaseDirectory).Name, $"PuppetEngine.{project}.dll"));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _folder };
        foreach (var word in words.Prepend(program))
        {
            start.ArgumentList.Add(word);
        }

        foreach (var name in start.Environment.Keys.Where(name => Vendors.Any(v => name.StartsWith(v, StringComparison.Ordinal))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PUPPET_API_KEY"] = ApiKey;
        start.Environment["PUPPET_URL"] = Address;
        return new Process { StartInfo = start, EnableRaisingEvents = true };
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (LinkForm().Match(line) is { Success: true } match)
        {
            _link.TrySetResult(match.Value);
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }

    [GeneratedRegex(@"http://\S+/login\?code=\S+")]
    private static partial Regex LinkForm();

    private sealed record ConsoleLink(string Link);
}
