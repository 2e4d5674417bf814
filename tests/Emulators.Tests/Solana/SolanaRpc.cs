using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Tests.Emulators.Solana;

/// <summary>Raw JSON-RPC, as any client would speak it.</summary>
internal sealed class SolanaRpc(HttpClient http, Uri address)
{
    private int _id;

    public async Task<(int Status, string Body, HttpResponseMessage Response)> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var response = await http.PostAsync(address, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    /// <summary>The whole answer to one call.</summary>
    public async Task<JsonElement> AskAsync(string method, params object?[] parameters)
    {
        var (_, body, _) = await PostAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", id = ++_id, method, @params = parameters }));
        var answer = JsonElement.Parse(body);
        Assert.Equal("2.0", answer.GetProperty("jsonrpc").GetString());
        Assert.Equal(_id, answer.GetProperty("id").GetInt32());
        return answer;
    }

    /// <summary>The result; the test fails where there is an error.</summary>
    public async Task<JsonElement> CallAsync(string method, params object?[] parameters)
    {
        var answer = await AskAsync(method, parameters);
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {answer}");
    }

    public async Task<JsonElement> ValueAsync(string method, params object?[] parameters) => (await CallAsync(method, parameters)).GetProperty("value");

    public async Task<(int Code, string Message)> ErrorAsync(string method, params object?[] parameters)
    {
        var answer = await AskAsync(method, parameters);
        return answer.TryGetProperty("error", out var error)
            ? (error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!)
            : throw new InvalidOperationException($"{method} was no error: {answer}");
    }

    public async Task<PublicKey> BlockhashAsync(string commitment = "finalized") =>
        PublicKey.Parse((await ValueAsync("getLatestBlockhash", new { commitment })).GetProperty("blockhash").GetString()!);

    public Task<JsonElement> SendAsync(SolanaTransaction transaction, object? options = null) =>
        AskAsync("sendTransaction", Base64(transaction), options ?? new { encoding = "base64" });

    public async Task<string?> StatusAsync(string signature) =>
        (await ValueAsync("getSignatureStatuses", new[] { signature }, new { searchTransactionHistory = true }))[0] is { ValueKind: JsonValueKind.Object } status
            ? status.GetProperty("confirmationStatus").GetString()
            : null;

    public static string Base64(SolanaTransaction transaction) => Convert.ToBase64String(transaction.ToBytes());
}
