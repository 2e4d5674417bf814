using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Programs;

namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>
/// Solana's JSON-RPC, typed. Every method may throw a <see cref="SolanaRpcException"/>, also when an answer is not what the method answers:
/// nothing is guessed. Reads are tried again at other endpoints; sending never is.
/// </summary>
public sealed partial class SolanaRpcClient(SolanaRpcTransport transport)
{
    /// <summary>How many endpoints it may ask.</summary>
    public int Endpoints => transport.Count;

    /// <summary>The first endpoint's place in the settings and its host, for journals.</summary>
    public string Name => transport.Name;

    /// <summary>The same client, at one endpoint only: for a second opinion.</summary>
    /// <param name="endpoint">From 0 to <see cref="Endpoints"/> - 1.</param>
    public SolanaRpcClient At(int endpoint) => new(transport.At(endpoint));

    /// <summary>The hash of the cluster's first block: which world this is.</summary>
    public Task<string> GetGenesisHashAsync(CancellationToken cancellationToken) =>
        CallAsync("getGenesisHash", [], result => result.GetString() ?? throw new FormatException("No hash."), cancellationToken);

    /// <summary>The lamports of an account.</summary>
    public Task<RpcAtSlot<ulong>> GetBalanceAsync(PublicKey account, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getBalance", [account.ToString(), Config(commitment)], result => RpcReader.AtSlot(result, value => value.GetUInt64()), cancellationToken);

    /// <summary>An account; null where there is none.</summary>
    public Task<RpcAtSlot<RpcAccount?>> GetAccountAsync(PublicKey account, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getAccountInfo", AccountParameters(account, commitment), result => RpcReader.AtSlot(result, RpcReader.Account), cancellationToken);

    /// <summary>Many accounts in as few requests as possible, in the order that was asked for.</summary>
    public async Task<ImmutableArray<RpcAtSlot<RpcAccount?>>> GetAccountsAsync(IReadOnlyCollection<PublicKey> accounts, RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var replies = await transport.CallAsync([.. accounts.Select(account => new RpcRequest("getAccountInfo", AccountParameters(account, commitment)))], cancellationToken);
        return [.. replies.Select(reply => RpcReader.Read("getAccountInfo", reply.Value, result => RpcReader.AtSlot(result, RpcReader.Account)))];
    }

    /// <summary>A wallet's token accounts under one of the token programs. A whole portfolio needs both.</summary>
    public Task<RpcAtSlot<ImmutableArray<RpcKeyedAccount>>> GetTokenAccountsByProgramAsync(PublicKey owner, PublicKey tokenProgram, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getTokenAccountsByOwner", [owner.ToString(), new JsonObject { ["programId"] = tokenProgram.ToString() }, Config(commitment, ("encoding", "base64"))],
            result => RpcReader.AtSlot(result, RpcReader.KeyedAccounts), cancellationToken);

    /// <summary>A wallet's token accounts for a mint.</summary>
    public Task<RpcAtSlot<ImmutableArray<RpcKeyedAccount>>> GetTokenAccountsByMintAsync(PublicKey owner, PublicKey mint, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getTokenAccountsByOwner", [owner.ToString(), new JsonObject { ["mint"] = mint.ToString() }, Config(commitment, ("encoding", "base64"))],
            result => RpcReader.AtSlot(result, RpcReader.KeyedAccounts), cancellationToken);

    /// <summary>What a token account holds.</summary>
    public Task<RpcAtSlot<RpcTokenAmount>> GetTokenAccountBalanceAsync(PublicKey account, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getTokenAccountBalance", [account.ToString(), Config(commitment)], result => RpcReader.AtSlot(result, RpcReader.TokenAmount), cancellationToken);

    /// <summary>How much there is of a token.</summary>
    public Task<RpcAtSlot<RpcTokenAmount>> GetTokenSupplyAsync(PublicKey mint, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getTokenSupply", [mint.ToString(), Config(commitment)], result => RpcReader.AtSlot(result, RpcReader.TokenAmount), cancellationToken);

    /// <summary>The lamports that exempt an account of a size from rent.</summary>
    public Task<ulong> GetMinimumBalanceForRentExemptionAsync(ulong bytes, CancellationToken cancellationToken) =>
        CallAsync("getMinimumBalanceForRentExemption", [bytes], result => result.GetUInt64(), cancellationToken);

    /// <summary>The slot that the node is at.</summary>
    public Task<ulong> GetSlotAsync(RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getSlot", [Config(commitment)], result => result.GetUInt64(), cancellationToken);

    /// <summary>How many blocks there are: what the last valid block height of a transaction is compared with.</summary>
    public Task<ulong> GetBlockHeightAsync(RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getBlockHeight", [Config(commitment)], result => result.GetUInt64(), cancellationToken);

    /// <summary>How many blocks there are, and the slot of the node, in one request.</summary>
    public async Task<(ulong Height, ulong Slot)> GetBlockHeightAndSlotAsync(RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var replies = await transport.CallAsync([new RpcRequest("getBlockHeight", [Config(commitment)]), new RpcRequest("getSlot", [Config(commitment)])], cancellationToken);
        return (RpcReader.Read("getBlockHeight", replies[0].Value, result => result.GetUInt64()), RpcReader.Read("getSlot", replies[1].Value, result => result.GetUInt64()));
    }

    /// <summary>What blocks of the last 150 slots asked for haste, for transactions that write these accounts.</summary>
    /// <param name="writable">At most 128.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ImmutableArray<RpcPrioritizationFee>> GetRecentPrioritizationFeesAsync(IReadOnlyCollection<PublicKey> writable, CancellationToken cancellationToken) =>
        CallAsync("getRecentPrioritizationFees", [Keys(writable)],
            result => result.EnumerateArray().Select(fee => new RpcPrioritizationFee(fee.GetProperty("slot").GetUInt64(), fee.GetProperty("prioritizationFee").GetUInt64())).ToImmutableArray(),
            cancellationToken);

    /// <summary>The price of a compute unit, in millionths of a lamport, that a share of recent blocks did not exceed for these accounts.</summary>
    /// <param name="writable">The accounts that the transaction writes, at most 128.</param>
    /// <param name="percent">From 1 to 100.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ulong> GetPriorityPriceAsync(IReadOnlyCollection<PublicKey> writable, int percent, CancellationToken cancellationToken) =>
        PriorityFee.Percentile((await GetRecentPrioritizationFeesAsync(writable, cancellationToken)).Select(fee => fee.MicroLamports), percent);

    private async Task<T> CallAsync<T>(string method, JsonArray parameters, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        RpcReader.Read(method, await transport.CallAsync(new RpcRequest(method, parameters), cancellationToken), read);

    private static JsonArray AccountParameters(PublicKey account, RpcCommitment commitment) => [account.ToString(), Config(commitment, ("encoding", "base64"))];

    private static JsonObject Config(RpcCommitment commitment, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var config = new JsonObject { ["commitment"] = Word(commitment) };
        foreach (var (name, value) in more)
        {
            config[name] = value;
        }

        return config;
    }

    private static JsonArray Keys(IEnumerable<PublicKey> keys) => [.. keys.Select(key => (JsonNode)key.ToString())];

    internal static string Word(RpcCommitment commitment) => commitment switch
    {
        RpcCommitment.Processed => "processed",
        RpcCommitment.Confirmed => "confirmed",
        _ => "finalized",
    };
}
