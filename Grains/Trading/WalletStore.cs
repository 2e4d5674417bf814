using Orleans.Runtime;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Grains.Trading;

/// <summary>
/// The one gate through which a wallet's state changes: a step is reduced against the newest snapshot, written with its ETag, swapped in, and told
/// to the agents whose trades they are. After a write that failed nothing more is done.
/// </summary>
internal sealed partial class WalletStore(string wallet, IPersistentState<WalletGrainState> state, WalletServices services, Action<string> end)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private WalletState _current = state.State.Wallet;
    private int _told;

    /// <summary>The newest snapshot; safe to read at any time.</summary>
    public WalletState Current => Volatile.Read(ref _current);

    /// <summary>Whether a write failed: this activation must not act any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Reduces and writes. False when the step was answered by null: it does not fit the newest snapshot, and what was done for it is dropped.</summary>
    /// <exception cref="WalletLostException">A write failed, now or before.</exception>
    public async Task<bool> CommitAsync(Func<WalletState, WalletState?> reduce)
    {
        await _gate.WaitAsync();
        try
        {
            ThrowIfLost();
            if (reduce(WalletMachine.Told(_current, _told)) is not { } next)
            {
                return false;
            }

            await WriteAsync(next with { Commit = _current.Commit + 1 });
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Tells the agents what they have not been told, in its order; false when one cannot be reached now. It is told again then.</summary>
    public async Task<bool> TellAsync()
    {
        await _gate.WaitAsync();
        try
        {
            ThrowIfLost();
            while (_told < _current.Untold.Length)
            {
                // What follows each other for one agent goes together.
                var agent = _current.Untold[_told].AgentId;
                List<TradeView> news = [.. _current.Untold.Skip(_told).TakeWhile(t => t.AgentId == agent).Select(t => t.ToView(services.World.Id))];
                await services.Grains.GetGrain<ITraderGrain>(agent).NoteTrades(news);
                _told += news.Count;
            }

            return true;
        }
        catch (Exception e) when (e is not WalletLostException)
        {
            LogNotTold(services.Logger, e, wallet, _current.Untold.Length - _told);
            return false;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task WriteAsync(WalletState next)
    {
        state.State.Wallet = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception e)
        {
            IsLost = true;
            LogWriteFailed(services.Logger, e, wallet, next.Commit);
            end("a state write failed");
            throw new WalletLostException(wallet, e);
        }

        Volatile.Write(ref _current, next);
        _told = 0;
    }

    private void ThrowIfLost()
    {
        if (IsLost)
        {
            throw new WalletLostException(wallet, null);
        }
    }
}
