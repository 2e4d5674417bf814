using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Runtime;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>An account in the encoding that was asked for.</summary>
internal static class AccountJson
{
    private const int LongestBase58 = 128;

    public static object? Write(ChainAccount? account, JsonElement config, Func<PublicKey, ChainAccount?> read) => account is null ? null : new
    {
        lamports = account.Lamports,
        data = Data(account, config, read),
        owner = account.Owner.ToString(),
        executable = account.Executable,
        // Rent is no longer collected: the epoch is the largest number there is.
        rentEpoch = ulong.MaxValue,
        space = account.Data.Length,
    };

    private static object Data(ChainAccount account, JsonElement config, Func<PublicKey, ChainAccount?> read)
    {
        var encoding = RpcCall.Text(config, "encoding");
        if (encoding == "jsonParsed" && Parsed(account, read) is { } parsed)
        {
            return parsed;
        }

        var bytes = Slice(account.Data, config);
        return encoding switch
        {
            null or "binary" => bytes.Length > LongestBase58 ? "error: data too large for bs58 encoding" : Base58.Encode(bytes),
            "base58" => bytes.Length > LongestBase58
                ? throw new RpcException(-32600, "Encoded binary (base 58) data should be less than 128 bytes, please use Base64 encoding.")
                : new[] { Base58.Encode(bytes), "base58" },
            "base64" or "jsonParsed" => new[] { Convert.ToBase64String(bytes), "base64" },
            var other => throw RpcException.InvalidParams($"Invalid params: unknown variant `{other}`, expected one of `binary`, `base58`, `base64`, `jsonParsed`, `base64+zstd`."),
        };
    }

    private static ReadOnlySpan<byte> Slice(byte[] data, JsonElement config)
    {
        if (config.ValueKind != JsonValueKind.Object || !config.TryGetProperty("dataSlice", out var slice))
        {
            return data;
        }

        var from = (int)Math.Min(RpcCall.Number(slice, "offset") ?? 0, (ulong)data.Length);
        return data.AsSpan(from, (int)Math.Min(RpcCall.Number(slice, "length") ?? 0, (ulong)(data.Length - from)));
    }

    private static object? Parsed(ChainAccount account, Func<PublicKey, ChainAccount?> read)
    {
        var program = account.Owner == ProgramIds.Token ? "spl-token" : account.Owner == ProgramIds.Token2022 ? "spl-token-2022" : null;
        if (program is not null && TokenHolding.TryRead(account.Data) is { } holding && Mint.TryRead((read(holding.Mint) ?? ChainAccount.Empty).Data) is { } of)
        {
            return Of(program, account, "account", Holding(holding, of.Decimals, account.Data));
        }

        if (program is not null && Mint.TryRead(account.Data) is { IsInitialized: true } mint)
        {
            return Of(program, account, "mint", WithExtensions(account.Data, new JsonObject
            {
                ["decimals"] = mint.Decimals,
                ["freezeAuthority"] = mint.FreezeAuthority?.ToString(),
                ["isInitialized"] = true,
                ["mintAuthority"] = mint.MintAuthority?.ToString(),
                ["supply"] = mint.Supply.ToString(System.Globalization.CultureInfo.InvariantCulture),
            }));
        }

        return account.Owner == ProgramIds.LookupTable && LookupTable.TryRead(account.Data) is { } table
            ? Of("address-lookup-table", account, "lookupTable", new JsonObject
            {
                ["addresses"] = new JsonArray([.. table.Addresses.Select(a => JsonValue.Create(a.ToString()))]),
                ["authority"] = table.Authority?.ToString(),
                ["deactivationSlot"] = table.Deactivated.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["lastExtendedSlot"] = table.Extended.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["lastExtendedSlotStartIndex"] = table.ExtendedFrom,
            })
            : null;
    }

    private static object Of(string program, ChainAccount account, string type, JsonObject info) =>
        new { program, parsed = new { info, type }, space = account.Data.Length };

    private static JsonObject Holding(TokenHolding holding, byte decimals, byte[] data)
    {
        var info = new JsonObject
        {
            ["isNative"] = holding.IsNative,
            ["mint"] = holding.Mint.ToString(),
            ["owner"] = holding.Owner.ToString(),
            ["state"] = holding.IsFrozen ? "frozen" : "initialized",
            ["tokenAmount"] = RpcJson.Amount(holding.Amount, decimals),
        };
        if (holding.Delegate is { } other)
        {
            info["delegate"] = other.ToString();
            info["delegatedAmount"] = RpcJson.Amount(holding.DelegatedAmount, decimals);
        }

        if (holding.NativeReserve is { } reserve)
        {
            info["rentExemptReserve"] = RpcJson.Amount(reserve, decimals);
        }

        if (holding.CloseAuthority is { } closer)
        {
            info["closeAuthority"] = closer.ToString();
        }

        return WithExtensions(data, info);
    }

    private static JsonObject WithExtensions(byte[] data, JsonObject info)
    {
        if (data.Length > TokenExtensions.TypeAt)
        {
            info["extensions"] = new JsonArray([.. TokenExtensions.Read(data).Select(e => ExtensionJson.Write(e.Type, e.Value.Span))]);
        }

        return info;
    }
}
