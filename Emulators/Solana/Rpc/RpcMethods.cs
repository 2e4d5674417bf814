namespace PuppetEngine.Emulators.Solana.Rpc;

/// <summary>Every method by its name.</summary>
internal sealed class RpcMethods(ChainMethods chain, AccountMethods accounts, TransactionMethods transactions, HistoryMethods history)
{
    private readonly Dictionary<string, Func<RpcCall, object?>> _methods =
        chain.All.Concat(accounts.All).Concat(transactions.All).Concat(history.All).ToDictionary(m => m.Name, m => m.Run, StringComparer.Ordinal);

    public bool Knows(string method) => _methods.ContainsKey(method);

    /// <summary>Runs a call under the chain's lock, after the chain has caught up with the clock.</summary>
    /// <exception cref="RpcException">The node answers an error.</exception>
    public object? Run(RpcCall call)
    {
        if (!_methods.TryGetValue(call.Method, out var method))
        {
            throw RpcException.NotFound();
        }

        lock (call.Node.Chain.Gate)
        {
            call.Node.Chain.Advance();
            return method(call);
        }
    }
}
