using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>How results become JSON: camelCase, nulls written, numbers exact.</summary>
internal static class RpcJson
{
    private const string ApiVersion = "2.3.8";

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static object InContext(ulong slot, object? value) => new { context = new { slot, apiVersion = ApiVersion }, value };

    /// <summary>A token amount in all its forms. The one that counts is the text: the number is rounded on the way to its reader.</summary>
    public static JsonObject Amount(ulong amount, byte decimals)
    {
        var whole = amount.ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? whole : $"{whole[..^decimals]}.{whole[^decimals..]}".TrimEnd('0').TrimEnd('.');
        return new JsonObject
        {
            ["amount"] = amount.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["decimals"] = decimals,
            // Written as a floating number also where it is whole, as the validator's language does.
            ["uiAmount"] = JsonNode.Parse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0"),
            ["uiAmountString"] = text,
        };
    }

    public static byte[] Answer(JsonElement? id, object? result) => JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", result, id }, Options);

    public static byte[] Answer(JsonElement? id, RpcException error) => JsonSerializer.SerializeToUtf8Bytes(
        error.Details is { } data
            ? (object)new { jsonrpc = "2.0", error = new { code = error.Code, message = error.Message, data }, id }
            : new { jsonrpc = "2.0", error = new { code = error.Code, message = error.Message }, id },
        Options);
}
