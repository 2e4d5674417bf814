using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PuppetEngine.Providers.Solana.Keys;
using PuppetEngine.Providers.Solana.Rpc;

namespace PuppetEngine.Providers.Solana.Sockets;

/// <summary>Waits until a transaction is as sure as asked: a subscription says when to ask, and a poll asks whatever the subscription says.</summary>
public sealed partial class SignatureWaiter(SolanaRpcClient rpc, SolanaSocketClient sockets, IOptions<SolanaOptions> options, TimeProvider time, ILogger<SignatureWaiter> logger)
{
    /// <summary>Waits. Ends with the status, also that of a failed transaction; a wait for one that never lands is ended by the token.</summary>
    /// <exception cref="SolanaRpcException">The RPC refuses the question itself.</exception>
    public async Task<RpcSignatureStatus> WaitAsync(Signature signature, RpcCommitment commitment, CancellationToken cancellationToken)
    {
        var nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var listening = ListenAsync(signature, commitment, nudges.Writer, end.Token);
        try
        {
            while (true)
            {
                if (await StatusAsync(signature, cancellationToken) is { } status && status.Commitment >= commitment)
                {
                    return status;
                }

                await NudgeOrIntervalAsync(nudges.Reader, cancellationToken);
            }
        }
        finally
        {
            await end.CancelAsync();
            await listening;
        }
    }

    private async Task<RpcSignatureStatus?> StatusAsync(Signature signature, CancellationToken cancellationToken)
    {
        try
        {
            return (await rpc.GetSignatureStatusesAsync([signature], searchHistory: true, cancellationToken))[0].Value;
        }
        catch (SolanaRpcException failure) when (failure.IsTransient)
        {
            LogAskedInVain(logger, signature.ToString(), failure.Problem);
            return null;
        }
    }

    private async Task NudgeOrIntervalAsync(ChannelReader<bool> nudges, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task nudge = nudges.ReadAsync(either.Token).AsTask();
        var interval = Task.Delay(options.Value.PollInterval, time, either.Token);
        await Task.WhenAny(nudge, interval);
        await either.CancelAsync();
        await Task.WhenAll(nudge, interval).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task ListenAsync(Signature signature, RpcCommitment commitment, ChannelWriter<bool> nudges, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in sockets.SignatureAsync(signature, commitment, cancellationToken))
            {
                nudges.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The wait is over.
        }
        catch (SolanaRpcException failure)
        {
            // Polling goes on without it.
            LogDeaf(logger, signature.ToString(), failure.Problem);
        }
    }
}
