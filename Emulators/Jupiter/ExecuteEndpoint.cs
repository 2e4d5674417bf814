using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Solana.Chain;
using PuppetEngine.Emulators.Solana.Rpc;
using PuppetEngine.Emulators.Solana.Wire;

namespace PuppetEngine.Emulators.Jupiter;

/// <summary><c>POST /swap/v2/execute</c>: sends a signed order and waits until it has landed, or until it cannot any more.</summary>
internal sealed class ExecuteEndpoint(SolanaChain chain, OrderBook orders, TimeProvider time, EmulatorLifetime lifetime)
{
    public async Task<JupiterAnswer> ExecuteAsync(HttpRequest request, byte[] body, FaultHit? fault)
    {
        var asked = JsonElement.Parse(body);
        var order = RpcCall.Text(asked, "requestId") is { } id ? orders.Find(id) : null;
        if (order is null)
        {
            return Failed(400, -1, "Order not found, it might have expired", "");
        }

        var signed = TryRead(RpcCall.Text(asked, "signedTransaction"));
        if (signed is null)
        {
            return Failed(400, order.IsRfq ? -2002 : -2, "Invalid signed transaction", "");
        }

        if (!signed.MessageBytes.AsSpan().SequenceEqual(order.Message))
        {
            return Failed(400, -3, "Invalid message bytes", "");
        }

        if (order.IsRfq)
        {
            if (time.GetUtcNow() >= order.Expires)
            {
                return Failed(200, -2003, "Quote expired", "");
            }

            signed.Signatures[0] = OrderBook.Maker.Sign(order.Message);
        }

        if (!signed.IsSigned())
        {
            return Failed(200, -1003, "Transaction is not fully signed", "");
        }

        var landing = fault is { } hit ? SolanaFaults.Mark(new RpcCall(null!, "sendTransaction", []), hit).Landing : Landing.Usual;
        return await LandAsync(signed, order, landing);
    }

    private async Task<JupiterAnswer> LandAsync(SolanaTransaction signed, Order order, Landing landing)
    {
        lock (chain.Gate)
        {
            chain.Advance();
            if (SlotClock.Height(chain.Tip) > order.LastValidHeight)
            {
                return Failed(200, -1004, "Block height exceeded", signed.Signature);
            }

            chain.Submit(signed, landing, isVerified: true);
        }

        while (true)
        {
            lock (chain.Gate)
            {
                chain.Advance();
                if (chain.History.Find(signed.Signature) is { } landed)
                {
                    return Landed(landed, order);
                }

                if (SlotClock.Height(chain.Tip) > order.LastValidHeight)
                {
                    return Failed(200, order.IsRfq ? -2000 : -1000, "Failed to land transaction", signed.Signature);
                }
            }

            await Task.Delay(chain.Clock.SlotTime, time, lifetime.Stopping);
        }
    }

    private static JupiterAnswer Landed(LandedTransaction landed, Order order)
    {
        if (landed.Error is { } error)
        {
            return Failed(200, (int?)error.Inner?.Code ?? -1001, error.Sentence, landed.Signature, landed.Slot);
        }

        var (input, output) = (order.Quote.Input, order.Quote.Output);
        var received = landed.ReturnData is { Data: { Length: 8 } bytes } ? BitConverter.ToUInt64(bytes) : 0;
        var before = order.Quote.PlatformFeeBps == 0 ? received : received * 10_000 / (10_000 - order.Quote.PlatformFeeBps);
        return JupiterAnswer.Ok(new
        {
            status = "Success",
            signature = landed.Signature,
            slot = JupiterJson.Text(landed.Slot),
            code = 0,
            totalInputAmount = JupiterJson.Text(order.Quote.InAmount),
            totalOutputAmount = JupiterJson.Text(received),
            inputAmountResult = JupiterJson.Text(order.Quote.InAmount),
            outputAmountResult = JupiterJson.Text(before),
            swapEvents = new[]
            {
                new { inputMint = input.ToString(), inputAmount = JupiterJson.Text(order.Quote.InAmount), outputMint = output.ToString(), outputAmount = JupiterJson.Text(before) },
            },
        });
    }

    private static JupiterAnswer Failed(int status, int code, string error, string signature, ulong slot = 0) =>
        new(status, new { status = "Failed", signature, slot = JupiterJson.Text(slot), code, error, totalInputAmount = "0", totalOutputAmount = "0", inputAmountResult = "0", outputAmountResult = "0" });

    private static SolanaTransaction? TryRead(string? text)
    {
        try
        {
            return text is null ? null : SolanaTransaction.Read(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
