namespace PuppetEngine.Providers.Solana.Rpc;

/// <summary>What one endpoint answered: a value, or why there is none.</summary>
/// <param name="Value">The value; the default where it failed.</param>
/// <param name="Failure">Why there is none; null where there is one.</param>
public readonly record struct RpcOpinion<T>(T? Value, SolanaRpcException? Failure);

/// <summary>The same question, answered by two endpoints. What to make of a difference is for the asker to decide.</summary>
/// <param name="First">The first endpoint's answer.</param>
/// <param name="Second">The second endpoint's answer.</param>
/// <param name="Agree">Whether both answered, and the same.</param>
public sealed record RpcComparison<T>(RpcOpinion<T> First, RpcOpinion<T> Second, bool Agree);

/// <summary>Asks two endpoints.</summary>
public static class RpcSecondOpinion
{
    /// <summary>Asks the first two endpoints at the same time; each tries its own again, and neither speaks for the other.</summary>
    /// <param name="rpc">The client.</param>
    /// <param name="ask">The question; it gets a client of one endpoint.</param>
    /// <param name="comparer">When two answers are the same. Default: when they are equal.</param>
    /// <exception cref="InvalidOperationException">There is only one endpoint.</exception>
    public static async Task<RpcComparison<T>> AskTwoAsync<T>(this SolanaRpcClient rpc, Func<SolanaRpcClient, Task<T>> ask, IEqualityComparer<T>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(rpc);
        if (rpc.Endpoints < 2)
        {
            throw new InvalidOperationException("A second opinion needs a second endpoint. Add one of another operator to Puppet:Solana:Endpoints.");
        }

        var opinions = await Task.WhenAll(AskAsync(rpc.At(0), ask), AskAsync(rpc.At(1), ask));
        var agree = opinions[0].Failure is null && opinions[1].Failure is null && (comparer ?? EqualityComparer<T>.Default).Equals(opinions[0].Value, opinions[1].Value);
        return new RpcComparison<T>(opinions[0], opinions[1], agree);
    }

    private static async Task<RpcOpinion<T>> AskAsync<T>(SolanaRpcClient one, Func<SolanaRpcClient, Task<T>> ask)
    {
        try
        {
            return new RpcOpinion<T>(await ask(one), null);
        }
        catch (SolanaRpcException failure)
        {
            return new RpcOpinion<T>(default, failure);
        }
    }
}
