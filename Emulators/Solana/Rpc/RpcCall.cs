using System.Text.Json;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>One call of a method: its parameters by place, and the last object among them, which holds options.</summary>
internal sealed record RpcCall(SolanaNode Node, string Method, JsonElement[] Parameters)
{
    public const int SignatureLength = SolanaTransaction.SignatureLength;

    /// <summary>A fault makes the node say what is not so.</summary>
    public bool Lies { get; init; }

    /// <summary>What is to become of a transaction that this call sends.</summary>
    public Landing Landing { get; init; } = Landing.Usual;

    /// <summary>The object at a place; an empty one where there is none.</summary>
    public JsonElement Config(int place) => place < Parameters.Length && Parameters[place].ValueKind != JsonValueKind.Null
        ? Parameters[place].ValueKind == JsonValueKind.Object ? Parameters[place] : throw RpcException.InvalidParams("Invalid params: invalid type: expected struct.")
        : default;

    public JsonElement Required(int place) => place < Parameters.Length
        ? Parameters[place]
        : throw RpcException.InvalidParams($"`params` should have at least {place + 1} argument(s)");

    public string Text(int place) => Required(place) is { ValueKind: JsonValueKind.String } text
        ? text.GetString()!
        : throw RpcException.InvalidParams($"Invalid params: invalid type: {Required(place).ValueKind}, expected a string.");

    public ulong Number(int place) => Required(place) is { ValueKind: JsonValueKind.Number } number && number.TryGetUInt64(out var value)
        ? value
        : throw RpcException.InvalidParams("Invalid params: invalid type: expected u64.");

    public PublicKey Key(int place) => KeyOf(Text(place));

    /// <summary>The commitment that options ask for, and the slot of it, once the node has reached the slot they ask for.</summary>
    public ulong Slot(JsonElement config, Commitment fallback = Commitment.Finalized, string name = "commitment")
    {
        var slot = Node.Slot(CommitmentOf(config, fallback, name));
        return Number(config, "minContextSlot") is { } least && slot < least ? throw RpcException.ContextSlot(slot) : slot;
    }

    public static Commitment CommitmentOf(JsonElement config, Commitment fallback = Commitment.Finalized, string name = "commitment") => Text(config, name) switch
    {
        null => fallback,
        "processed" => Commitment.Processed,
        "confirmed" => Commitment.Confirmed,
        "finalized" => Commitment.Finalized,
        var other => throw RpcException.InvalidParams($"Invalid params: unknown variant `{other}`, expected one of `processed`, `confirmed`, `finalized`."),
    };

    public static string? Text(JsonElement config, string name) =>
        config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static ulong? Number(JsonElement config, string name) =>
        config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var n) ? n : null;

    public static bool Flag(JsonElement config, string name) =>
        config.ValueKind == JsonValueKind.Object && config.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static PublicKey KeyOf(string text) => PublicKey.TryParse(text) ?? throw RpcException.InvalidParams(Wrong(text));

    public static string SignatureOf(string text) => Base58.TryDecode(text) is { Length: SignatureLength } ? text : throw RpcException.InvalidParams(Wrong(text));

    private static string Wrong(string text) => Base58.TryDecode(text) is null ? "Invalid param: Invalid" : "Invalid param: WrongSize";
}
