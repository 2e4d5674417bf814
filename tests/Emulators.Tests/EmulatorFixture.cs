using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators;

/// <summary>One emulator on an ephemeral port under virtual time, made anew by each test that asks.</summary>
internal sealed class EmulatorFixture : IAsyncDisposable
{
    private EmulatorFixture(EmulatorHost host, VirtualTimeProvider time) => (Host, Time) = (host, time);

    public EmulatorHost Host { get; }

    public VirtualTimeProvider Time { get; }

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public static async Task<EmulatorFixture> StartAsync(Action<EmulatorOptions>? configure = null, VirtualTimeProvider? time = null)
    {
        var options = new EmulatorOptions { Port = 0 };
        configure?.Invoke(options);
        time ??= new VirtualTimeProvider();
        var host = new EmulatorHost(options, time);
        await host.StartAsync();
        return new EmulatorFixture(host, time);
    }

    public SignedX As(string handle) => new(Http, Host.Address, handle, Time);

    /// <summary>A call with the app's own token.</summary>
    public async Task<XReply> AsAppAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host.Address, path)) { Headers = { Authorization = new("Bearer", "emulated-app-bearer") } };
        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        using var response = await Http.SendAsync(request);
        return new XReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public async Task<JsonElement> ControlAsync(string path) => JsonElement.Parse(await Http.GetStringAsync(new Uri(Host.Address, path)));

    public async Task<JsonElement> ControlPostAsync(string path, object body)
    {
        using var content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync(new Uri(Host.Address, path), content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public Task FaultAsync(object rule) => ControlPostAsync("/control/faults", rule);

    public async Task DeleteAsync(string path)
    {
        using var response = await Http.DeleteAsync(new Uri(Host.Address, path));
        response.EnsureSuccessStatusCode();
    }

    public async Task<XReply> ChatAsync(object body, string provider = "openai", string key = "emulated-key")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host.Address, $"/llm/{provider}/v1/chat/completions"))
        {
            Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        if (key.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        }

        using var response = await Http.SendAsync(request);
        return new XReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }

    public async Task<List<JsonElement>> LandedAsync() => [.. (await ControlAsync("/control/x/posts")).GetProperty("items").EnumerateArray()];

    public async Task<long> CounterAsync(string group, string name) =>
        (await ControlAsync("/control/counters")).TryGetProperty(group, out var names) && names.TryGetProperty(name, out var n) ? n.GetInt64() : 0;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
