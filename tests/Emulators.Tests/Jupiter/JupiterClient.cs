using System.Text;
using System.Text.Json;
using PuppetEngine.Emulators.Solana.Wire;
using PuppetEngine.Tests.Emulators.Solana;

namespace PuppetEngine.Tests.Emulators.Jupiter;

/// <summary>Raw requests to Jupiter, and the putting together of what it answers.</summary>
internal sealed class JupiterClient(SolanaFixture chain, string? key = "emulated-key")
{
    public const string Sol = "So11111111111111111111111111111111111111112";
    public const string Usdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";

    public Task<XReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<XReply> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    public async Task<JsonElement> BuildAsync(string input, string output, ulong amount, string more = "")
    {
        var reply = await GetAsync($"/swap/v2/build?inputMint={input}&outputMint={output}&amount={amount}&taker={chain.Ada.Key}{more}");
        return reply.Status == 200 ? reply.Json : throw new InvalidOperationException(reply.Body);
    }

    /// <summary>A build's instructions with a limit of compute units, as a signed transaction of Ada's.</summary>
    public SolanaTransaction Assemble(JsonElement build, uint limit = 400_000)
    {
        List<Instruction> all = [PuppetEngine.Emulators.Solana.Programs.ComputeBudgetProgram.Limit(limit)];
        foreach (var part in (string[])["computeBudgetInstructions", "setupInstructions", "swapInstruction", "otherInstructions", "cleanupInstruction", "tipInstruction"])
        {
            var value = build.GetProperty(part);
            all.AddRange(value.ValueKind switch
            {
                JsonValueKind.Array => value.EnumerateArray().Select(Read),
                JsonValueKind.Object => [Read(value)],
                _ => [],
            });
        }

        var tables = build.GetProperty("addressesByLookupTableAddress").EnumerateObject()
            .ToDictionary(t => PublicKey.Parse(t.Name), t => t.Value.EnumerateArray().Select(a => PublicKey.Parse(a.GetString()!)).ToArray());
        var blockhash = PublicKey.Read(build.GetProperty("blockhashWithMetadata").GetProperty("blockhash").EnumerateArray().Select(b => b.GetByte()).ToArray());
        return Sign(MessageBuilder.Build(chain.Ada.Key, blockhash, all, tables));
    }

    public SolanaTransaction Sign(byte[] message)
    {
        var parsed = MessageReader.Read(message);
        return new SolanaTransaction([.. parsed.Keys.Take(parsed.Signers).Select(k => k == chain.Ada.Key ? chain.Ada.Sign(message) : new byte[64])], message, parsed);
    }

    public static Instruction Read(JsonElement instruction) => new(
        PublicKey.Parse(instruction.GetProperty("programId").GetString()!),
        [.. instruction.GetProperty("accounts").EnumerateArray().Select(a => new AccountMeta(PublicKey.Parse(a.GetProperty("pubkey").GetString()!), a.GetProperty("isSigner").GetBoolean(), a.GetProperty("isWritable").GetBoolean()))],
        instruction.GetProperty("data").GetBytesFromBase64());

    public static ulong Amount(JsonElement of, string name) => ulong.Parse(of.GetProperty(name).GetString()!);

    /// <summary>What Ada holds of a token, in base units, at the newest slot.</summary>
    public async Task<ulong> HeldAsync(string mint)
    {
        var account = await chain.Emulator.ControlAsync($"/control/solana/accounts/{chain.Ada.Key}");
        return account.GetProperty("tokens").EnumerateArray().Where(t => t.GetProperty("mint").GetString() == mint).Aggregate(0ul, (sum, t) => sum + t.GetProperty("amount").GetUInt64());
    }

    public Task<JsonElement> SetTokenAsync(object request) => chain.Emulator.ControlPostAsync("/control/jupiter/tokens", request);

    private async Task<XReply> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(chain.Emulator.Host.Address, "/jupiter" + path));
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        }

        using var response = await chain.Emulator.Http.SendAsync(request);
        return new XReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers);
    }
}
