using System.Text.Json.Nodes;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>An error that a node answers inside an HTTP 200. Numbers and sentences are the validator's (rpc-client-api, custom_error.rs).</summary>
internal sealed class RpcException(int code, string message, JsonNode? data = null) : Exception(message)
{
    public int Code => code;

    public JsonNode? Details => data;

    public static RpcException InvalidParams(string message) => new(-32602, message);

    public static RpcException NotFound() => new(-32601, "Method not found");

    public static RpcException SignatureFailure() => new(-32003, "Transaction signature verification failure");

    public static RpcException Behind(ulong slots) =>
        new(-32005, $"Node is behind by {slots} slots", new JsonObject { ["numSlotsBehind"] = slots });

    public static RpcException ContextSlot(ulong slot) =>
        new(-32016, "Minimum context slot has not been reached", new JsonObject { ["contextSlot"] = slot });

    public static RpcException UnsupportedVersion(int version) => new(-32015,
        $"Transaction version ({version}) is not supported by the requesting client. Please try the request again with the following configuration parameter: \"maxSupportedTransactionVersion\": {version}");
}
