using System.Collections.Immutable;
using System.Text.Json.Nodes;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Transactions;

namespace PuppetEngine.Providers.Solana.Rpc;

public sealed partial class SolanaRpcClient
{
    /// <summary>The most signatures that one call asks about.</summary>
    private const int MostSignatures = 256;

    /// <summary>A fresh blockhash, and how long it is good.</summary>
    public Task<RpcAtSlot<RpcBlockhash>> GetLatestBlockhashAsync(RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getLatestBlockhash", [Config(commitment)], result => RpcReader.AtSlot(result, RpcReader.Blockhash), cancellationToken);

    /// <summary>Whether a transaction under a blockhash could still land.</summary>
    public Task<RpcAtSlot<bool>> IsBlockhashValidAsync(Blockhash blockhash, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("isBlockhashValid", [blockhash.ToString(), Config(commitment)], result => RpcReader.AtSlot(result, value => value.GetBoolean()), cancellationToken);

    /// <summary>What a message would cost in lamports; null when its blockhash is too old.</summary>
    public Task<RpcAtSlot<ulong?>> GetFeeForMessageAsync(TransactionMessage message, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getFeeForMessage", [Convert.ToBase64String(message.Bytes), Config(commitment)],
            result => RpcReader.AtSlot(result, value => value.ValueKind == System.Text.Json.JsonValueKind.Null ? (ulong?)null : value.GetUInt64()), cancellationToken);

    /// <summary>What a transaction would do. It need not be signed: signatures are not looked at.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="accounts">The accounts whose state after it is wanted.</param>
    /// <param name="commitment">The state that it would run on.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RpcAtSlot<RpcSimulation>> SimulateTransactionAsync(
        SolanaTransaction transaction, IReadOnlyCollection<PublicKey> accounts, RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var config = Config(commitment, ("encoding", "base64"), ("sigVerify", false), ("replaceRecentBlockhash", false));
        if (accounts.Count > 0)
        {
            config["accounts"] = new JsonObject { ["encoding"] = "base64", ["addresses"] = Keys(accounts) };
        }

        return CallAsync("simulateTransaction", [transaction.ToBase64(), config], result => RpcReader.AtSlot(result, RpcReader.Simulation), cancellationToken);
    }

    /// <summary>
    /// Sends a signed transaction once, to the first endpoint. That it returns does not say that it landed, and that it throws does not always
    /// say that it did not (<see cref="SolanaRpcException.MayHaveArrived"/>). Sending the same bytes again is harmless: they land once.
    /// </summary>
    /// <param name="transaction">Fully signed.</param>
    /// <param name="skipPreflight">Whether to leave out the simulation before sending.</param>
    /// <param name="commitment">The state that the simulation runs on.</param>
    /// <param name="cancellationToken">Ends the call; what was sent stays sent.</param>
    public async Task SendTransactionAsync(SolanaTransaction transaction, bool skipPreflight, RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var config = new JsonObject { ["encoding"] = "base64", ["skipPreflight"] = skipPreflight, ["preflightCommitment"] = Word(commitment), ["maxRetries"] = 0 };
        var signature = await CallAsync("sendTransaction", [transaction.ToBase64(), config], result => Signature.Parse(result.GetString() ?? ""), cancellationToken);
        if (signature != transaction.Id)
        {
            throw new SolanaRpcException(SolanaRpcProblem.InvalidAnswer, $"sendTransaction answered with the signature {signature} for the transaction {transaction.Id}.");
        }
    }

    /// <summary>
    /// Sends a signed transaction once to every endpoint at the same time, so that one that is down keeps nothing back. The same bytes land once,
    /// however often they arrive.
    /// </summary>
    /// <exception cref="SolanaRpcException">No endpoint took it; the one that may have arrived, where there is such a one.</exception>
    public async Task BroadcastTransactionAsync(SolanaTransaction transaction, bool skipPreflight, RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var failures = await Task.WhenAll(Enumerable.Range(0, Endpoints).Select(async endpoint =>
        {
            try
            {
                await At(endpoint).SendTransactionAsync(transaction, skipPreflight, commitment, cancellationToken);
                return null;
            }
            catch (SolanaRpcException failure)
            {
                return failure;
            }
        }));
        if (failures.All(failure => failure is not null))
        {
            throw failures.FirstOrDefault(failure => failure!.MayHaveArrived) ?? failures[0]!;
        }
    }

    /// <summary>How far transactions have come, in the order that was asked for; null for one that the node does not know.</summary>
    /// <param name="signatures">Any number.</param>
    /// <param name="searchHistory">Whether to look further back than the last 150 blocks. Only then does null mean anything about an older one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ImmutableArray<RpcAtSlot<RpcSignatureStatus?>>> GetSignatureStatusesAsync(
        IReadOnlyCollection<Signature> signatures, bool searchHistory, CancellationToken cancellationToken)
    {
        var statuses = ImmutableArray.CreateBuilder<RpcAtSlot<RpcSignatureStatus?>>(signatures.Count);
        foreach (var part in signatures.Chunk(MostSignatures))
        {
            JsonArray texts = [.. part.Select(signature => (JsonNode)signature.ToString())];
            var (slot, found) = await CallAsync("getSignatureStatuses", [texts, new JsonObject { ["searchTransactionHistory"] = searchHistory }],
                result => RpcReader.AtSlot(result, value => value.EnumerateArray().Select(RpcReader.Status).ToList()), cancellationToken);
            if (found.Count != part.Length)
            {
                throw new SolanaRpcException(SolanaRpcProblem.InvalidAnswer, "getSignatureStatuses answered for another number of signatures than asked.");
            }

            statuses.AddRange(found.Select(status => new RpcAtSlot<RpcSignatureStatus?>(slot, status)));
        }

        return statuses.MoveToImmutable();
    }

    /// <summary>A transaction as it landed; null where the node does not know it at this commitment.</summary>
    /// <param name="signature">Its signature.</param>
    /// <param name="commitment">Confirmed or finalized.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<RpcTransactionRecord?> GetTransactionAsync(Signature signature, RpcCommitment commitment, CancellationToken cancellationToken) =>
        CallAsync("getTransaction", [signature.ToString(), Config(commitment, ("encoding", "json"), ("maxSupportedTransactionVersion", 0))], RpcReader.Transaction, cancellationToken);

    /// <summary>An address's transactions, the newest first.</summary>
    /// <param name="account">The address.</param>
    /// <param name="limit">At most 1000.</param>
    /// <param name="before">Only those before this one; null for all.</param>
    /// <param name="until">Only those after this one; null for all.</param>
    /// <param name="commitment">Confirmed or finalized.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<ImmutableArray<RpcSignatureEntry>> GetSignaturesForAddressAsync(
        PublicKey account, int limit, Signature? before, Signature? until, RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var config = Config(commitment, ("limit", limit));
        if (before is { } newer)
        {
            config["before"] = newer.ToString();
        }

        if (until is { } older)
        {
            config["until"] = older.ToString();
        }

        return CallAsync("getSignaturesForAddress", [account.ToString(), config], result => result.EnumerateArray().Select(RpcReader.Entry).ToImmutableArray(), cancellationToken);
    }

    /// <summary>Asks a test cluster for lamports. Never tried twice.</summary>
    public Task<Signature> RequestAirdropAsync(PublicKey account, ulong lamports, CancellationToken cancellationToken) =>
        CallAsync("requestAirdrop", [account.ToString(), lamports], result => Signature.Parse(result.GetString() ?? ""), cancellationToken);
}
