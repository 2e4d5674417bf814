using System.Text.Json;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Emulators.X.Streaming;

/// <summary>An open stream, read line by line.</summary>
internal sealed class OpenStream : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private OpenStream(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    public int Status => (int)_response.StatusCode;

    public static async Task<OpenStream> ConnectAsync(EmulatorFixture sut, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(sut.Host.Address, "/x/2/tweets/search/stream" + query)) { Headers = { Authorization = new("Bearer", "emulated-app-bearer") } };
        var response = await sut.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new OpenStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next line; null at the end.</summary>
    public async Task<string?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience, TimeProvider.System);
        return await _lines.ReadLineAsync(patience.Token);
    }

    public async Task<JsonElement> NextJsonAsync() => JsonElement.Parse((await NextAsync())!);

    public void Dispose()
    {
        _lines.Dispose();
        _response.Dispose();
    }
}
