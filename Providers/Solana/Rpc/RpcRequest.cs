using System.Text.Json;
using System.Text.Json.Nodes;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>One call.</summary>
/// <param name="Method">The method.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record RpcRequest(string Method, JsonArray Parameters)
{
    /// <summary>Whether asking again asks the same. What acts is never repeated here: whoever sent it asks the chain first.</summary>
    public bool IsRead => Method is not ("sendTransaction" or "requestAirdrop");

    /// <summary>The envelope.</summary>
    public JsonObject Envelope(int id) => new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = Method, ["params"] = Parameters.DeepClone() };
}

/// <summary>What came back for one call: a result, or a failure of this call alone.</summary>
internal readonly record struct RpcReply(JsonElement Result, SolanaRpcException? Failure)
{
    /// <summary>The result.</summary>
    /// <exception cref="SolanaRpcException">The call failed.</exception>
    public JsonElement Value => Failure is null ? Result : throw Failure;
}
