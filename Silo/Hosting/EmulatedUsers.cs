using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Has users of the emulated world write, by the emulators' control API.</summary>
internal sealed class EmulatedUsers(Uri emulators) : IEmulatedUsers, IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <inheritdoc/>
    public async Task<string?> MentionAsync(string from, string to, string text, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.PostAsJsonAsync(new Uri(emulators, "/control/x/mentions"), new { from, to, text }, cancellationToken);
            answer.EnsureSuccessStatusCode();
            return (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["id"];
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
