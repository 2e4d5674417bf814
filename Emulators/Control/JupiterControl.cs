using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Jupiter;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Programs.Token;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Control;

/// <summary>The Jupiter part of the control API.</summary>
internal sealed class JupiterControl(Market market, SolanaChain chain)
{
    public IResult Tokens()
    {
        lock (chain.Gate)
        {
            chain.Advance();
            return ControlJson.Ok(new { items = market.Tokens.Select(Item).ToList() });
        }
    }

    /// <summary>
    /// Changes a token by <c>symbol</c> or <c>mint</c>, or lists a mint that the chain has and the market has not: price, liquidity,
    /// whether it is known, tradable, verified, and who may freeze or mint it.
    /// </summary>
    public async Task<IResult> SetTokenAsync(HttpRequest request)
    {
        var body = await ControlJson.ReadAsync<JupiterTokenRequest>(request);
        lock (chain.Gate)
        {
            chain.Advance();
            var known = market.Tokens.FirstOrDefault(t => body.Mint is { } mint ? t.Mint == PublicKey.Parse(mint) : t.Symbol == body.Symbol);
            var now = chain.Clock.UnixTime(chain.Tip);
            var token = known ?? List(body);
            token = token with
            {
                Price = body.Price ?? market.Price(token, now),
                PricedAt = now,
                Volatility = body.Volatility ?? token.Volatility,
                Liquidity = body.Liquidity ?? token.Liquidity,
                IsVerified = body.Verified ?? token.IsVerified,
                Tradable = body.Tradable ?? token.Tradable,
                Hidden = body.Hidden ?? token.Hidden,
                CreatedAt = body.CreatedAt ?? token.CreatedAt,
                Tags = body.Tags ?? token.Tags,
            };
            if (token.Price <= 0 || token.Liquidity < 1 || token.Volatility is < 0 or > 2)
            {
                throw new FormatException("A price is above zero, a liquidity at least one dollar, a volatility 0-2.");
            }

            market.Set(token);
            chain.Remember(token);
            var changes = MarketAccounts.Of(token, mint => market.Find(mint)!, key => chain.Ledger.Find(key, chain.Tip));
            SetAuthorities(changes, token.Mint, body);
            chain.Set(changes);
            return ControlJson.Ok(Item(token), 201);
        }
    }

    private MarketTokenRecord List(JupiterTokenRequest body)
    {
        if (body is not { Mint: { } text, Symbol: { } symbol, Price: not null })
        {
            throw new FormatException("There is no such token. To list one, name the mint that it has on the chain, a symbol and a price.");
        }

        var key = PublicKey.Parse(text);
        var account = chain.Ledger.Find(key, chain.Tip) ?? throw new FormatException($"The chain has no account {text}; POST /control/solana/mints makes a mint.");
        var mint = Mint.TryRead(account.Data) ?? throw new FormatException($"{text} is no mint.");
        return new MarketTokenRecord
        {
            Mint = key, Symbol = symbol, Name = body.Name ?? symbol, Decimals = mint.Decimals, Program = account.Owner, Price = body.Price.Value, IsVerified = false,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(chain.Clock.UnixTime(chain.Tip)),
        };
    }

    private void SetAuthorities(List<AccountChange> changes, PublicKey key, JupiterTokenRequest body)
    {
        if (body.FreezeAuthority is null && body.MintAuthority is null)
        {
            return;
        }

        var account = changes.LastOrDefault(c => c.Key == key)?.Account ?? chain.Ledger.Find(key, chain.Tip)!;
        var mint = Mint.TryRead(account.Data)!;
        var data = (byte[])account.Data.Clone();
        (mint with { FreezeAuthority = Authority(body.FreezeAuthority, mint.FreezeAuthority), MintAuthority = Authority(body.MintAuthority, mint.MintAuthority) }).Write(data);
        changes.RemoveAll(c => c.Key == key);
        changes.Add(new AccountChange(key, account with { Data = data }));
    }

    private static PublicKey? Authority(string? asked, PublicKey? before) => asked switch
    {
        null => before,
        "none" => null,
        _ => PublicKey.Parse(asked),
    };

    private object Item(MarketTokenRecord token) => new
    {
        mint = token.Mint.ToString(), symbol = token.Symbol, name = token.Name, decimals = token.Decimals, price = market.Price(token, chain.Clock.UnixTime(chain.Tip)),
        volatility = token.Volatility, liquidity = token.Liquidity, verified = token.IsVerified, tradable = token.Tradable, hidden = token.Hidden, program = token.Program.ToString(), tags = token.Tags,
    };
}
