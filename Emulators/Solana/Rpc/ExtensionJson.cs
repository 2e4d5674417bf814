using System.Text.Json.Nodes;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>Extensions of Token-2022 as <c>jsonParsed</c> shows them: a name, and a state where there is one.</summary>
internal static class ExtensionJson
{
    public static JsonNode Write(ExtensionType type, ReadOnlySpan<byte> value)
    {
        var name = type.ToString();
        var entry = new JsonObject { ["extension"] = char.ToLowerInvariant(name[0]) + name[1..] };
        if (State(type, new WireReader(value)) is { } state)
        {
            entry["state"] = state;
        }

        return entry;
    }

    private static JsonObject? State(ExtensionType type, WireReader reader)
    {
        switch (type)
        {
            case ExtensionType.TransferFeeConfig:
                var (config, withdraw, withheld) = (reader.KeyOrZero(), reader.KeyOrZero(), reader.U64());
                return new JsonObject
                {
                    ["transferFeeConfigAuthority"] = config?.ToString(),
                    ["withdrawWithheldAuthority"] = withdraw?.ToString(),
                    ["withheldAmount"] = withheld,
                    ["olderTransferFee"] = Fee(ref reader),
                    ["newerTransferFee"] = Fee(ref reader),
                };
            case ExtensionType.TransferFeeAmount:
                return new JsonObject { ["withheldAmount"] = reader.U64() };
            case ExtensionType.MintCloseAuthority:
                return new JsonObject { ["closeAuthority"] = reader.KeyOrZero()?.ToString() };
            case ExtensionType.PermanentDelegate:
                return new JsonObject { ["delegate"] = reader.KeyOrZero()?.ToString() };
            case ExtensionType.TransferHook:
                return new JsonObject { ["authority"] = reader.KeyOrZero()?.ToString(), ["programId"] = reader.KeyOrZero()?.ToString() };
            case ExtensionType.MetadataPointer:
                return new JsonObject { ["authority"] = reader.KeyOrZero()?.ToString(), ["metadataAddress"] = reader.KeyOrZero()?.ToString() };
            case ExtensionType.DefaultAccountState:
                return new JsonObject { ["accountState"] = reader.Byte() == TokenHolding.Frozen ? "frozen" : "initialized" };
            case ExtensionType.TokenMetadata:
                return new JsonObject
                {
                    ["updateAuthority"] = reader.KeyOrZero()?.ToString(),
                    ["mint"] = reader.Key().ToString(),
                    ["name"] = reader.Text(),
                    ["symbol"] = reader.Text(),
                    ["uri"] = reader.Text(),
                    ["additionalMetadata"] = new JsonArray(),
                };
            default:
                return null;
        }
    }

    private static JsonObject Fee(ref WireReader reader) => new()
    {
        ["epoch"] = reader.U64(),
        ["maximumFee"] = reader.U64(),
        ["transferFeeBasisPoints"] = reader.U16(),
    };
}
