using PuppetEngine.Engine.Agents.Definitions;
using PuppetEngine.Engine.Agents.Effects;
using PuppetEngine.Engine.Agents.Turns;
using PuppetEngine.Engine.Trading;
using PuppetEngine.Grains.Abstractions.Agents;
using PuppetEngine.Grains.Abstractions.Trading;

namespace PuppetEngine.Grains.Agents;

/// <summary>What an agent may do with a wallet, and what it hears of it. The trades themselves are the wallet's.</summary>
internal sealed partial class AgentGrain
{
    /// <inheritdoc/>
    public async Task<TraderProfile> GetTrader()
    {
        if (!Exists)
        {
            return new TraderProfile { Refusal = "The agent does not exist any more." };
        }

        var definition = _definitions.Profile!.Definition;
        var name = definition.Wallet is { Length: > 0 } named ? named : _id;
        var wallet = await _services.Wallets.ResolveAsync(name, CancellationToken.None);
        return new TraderProfile
        {
            Refusal = RefusalOf(definition.Trading, wallet),
            // Nobody's posts earn a wallet its freedom: review is review until an admin changes it.
            Mode = definition.Publish switch
            {
                PublishMode.Live => TradeMode.Live,
                PublishMode.Review => TradeMode.Review,
                PublishMode.DryRun => TradeMode.DryRun,
                _ => _services.Worlds.Solana.IsLive ? TradeMode.DryRun : TradeMode.Live,
            },
            Limits = TraderLimits.Of(definition.Trading, _services.Trading),
            Tags = [.. definition.Tags],
            Wallet = wallet.PublicKey,
            WalletName = name,
            World = _services.Worlds.Solana.Id,
        };
    }

    /// <inheritdoc/>
    public async Task NoteTrades(List<TradeView> trades)
    {
        // Also of an agent that was deleted: its journal stays, and money that moved is in it.
        if (_definitions.Exists)
        {
            await CommitAsync(s => TradeTurns.Note(s, trades));
        }
    }

    /// <inheritdoc/>
    public async Task<CommandResult> Trade(TradeCommand command)
    {
        EnsureExists();
        var cause = EffectId.OfRequest(command.Cause);
        if (await FindAsync(cause) is { } known)
        {
            return known.BodyHash == command.BodyHash ? Done(known) : Refuse(AgentProblemCodes.IdempotencyConflict,
                "This Idempotency-Key was used with another body. Send the same body again, or take a new key.");
        }

        if (command.InputUnits == 0 || !MintText.IsMint(command.InputMint) || !MintText.IsMint(command.OutputMint) || command.InputMint == command.OutputMint)
        {
            return Refuse(AgentProblemCodes.InvalidTrade, "A trade gives more than 0 base units of one mint for another, and mints are addresses of 32 to 44 base58 characters: a symbol names no token.");
        }

        var trader = await GetTrader();
        if (trader.Refusal.Length > 0)
        {
            return Refuse(AgentProblemCodes.TradingRefused, trader.Refusal);
        }

        var result = await _services.Grains.GetGrain<IWalletGrain>($"{trader.World}/{trader.Wallet}").Propose(new TradeOrder
        {
            TradeId = EffectId.From(_id, cause),
            AgentId = _id,
            InputMint = command.InputMint,
            OutputMint = command.OutputMint,
            InputUnits = command.InputUnits,
            SlippageBps = command.SlippageBps ?? Math.Max(1, trader.Limits.SlippageBps / 2),
            Proposer = command.By,
            Reason = command.Reason,
            Cause = cause[..cause.IndexOf(':', StringComparison.Ordinal)],
            BodyHash = command.BodyHash,
        });
        if (result.Trade is not { } trade)
        {
            return Refuse(result.Problem!, result.Detail!);
        }

        // The wallet tells it, too; so it is shown at once, and journaled before anything is signed.
        await NoteTrades([trade]);
        return Done(TradeTurns.ViewOf(trade));
    }

    private string RefusalOf(TradingSettings trading, WalletIdentity wallet) =>
        _store.Current.PausedBy is { } by ? $"The agent is paused by {by}. Resume it first."
        : !trading.Enabled ? "The agent does not trade: solana_integration.trading_enabled is false. An admin switches it on."
        : wallet.Problem.Length > 0 ? wallet.Problem
        : trading.WalletAddress.Length > 0 && trading.WalletAddress != wallet.PublicKey ? $"The key that is configured belongs to {wallet.PublicKey}, and the definition names {trading.WalletAddress}. Give the agent the key of its own wallet."
        : !wallet.CanSign ? $"The wallet {wallet.PublicKey} is only watched: its key is not here."
        : "";
}
