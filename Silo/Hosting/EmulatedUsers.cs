using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Gateway.Api.Hosting;

namespace PuppetEngine.Silo.Hosting;

/// <summary>Has users of the emulated world write, and its wallets filled, by the emulators' control API.</summary>
internal sealed class EmulatedUsers(Uri emulators) : IEmulatedUsers, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(400);

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
    public async Task<bool> FundAsync(string wallet, ulong lamports, CancellationToken cancellationToken)
    {
        using var timeUp = new CancellationTokenSource(Patience, TimeProvider.System);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeUp.Token);
        try
        {
            using var answer = await _http.PostAsJsonAsync(new Uri(emulators, "/control/solana/fund"), new { address = wallet, amount = lamports }, patience.Token);

            // Until it is confirmed: who funds a wallet and orders a trade in the next breath must not hear that it is empty.
            using var slot = new PeriodicTimer(Slot, TimeProvider.System);
            while (answer.IsSuccessStatusCode && await BalanceAsync(wallet, patience.Token) == 0)
            {
                await slot.WaitForNextTickAsync(patience.Token);
            }

            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or System.Text.Json.JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private async Task<ulong> BalanceAsync(string wallet, CancellationToken cancellationToken)
    {
        var question = new { jsonrpc = "2.0", id = 1, method = "getBalance", @params = new object[] { wallet, new { commitment = "confirmed" } } };
        using var answer = await _http.PostAsJsonAsync(new Uri(emulators, "/solana"), question, cancellationToken);
        return (ulong?)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["result"]?["value"] ?? 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
