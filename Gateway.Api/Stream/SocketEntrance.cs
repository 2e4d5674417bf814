using System.Text.Json;
using Microsoft.Extensions.Options;
using PuppetEngine.Gateway.Api.Access;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Stream;

/// <summary>Sockets that were opened without a credential: who they are is said in their first message, soon, and by a few at once.</summary>
internal sealed class SocketEntrance(KeyDirectory keys, OneTimeCodes codes, RequestLimits limits, IOptions<GatewayOptions> options)
{
    private int _waiting;

    /// <summary>Takes one more socket that has not said who it is; false when too many have not.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _waiting) <= options.Value.MaxSubscribers)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>A socket has said who it is, or is gone.</summary>
    public void Leave() => Interlocked.Decrement(ref _waiting);

    /// <summary>Whether a first message opens the stream: null, or why not.</summary>
    /// <param name="text">The message: <c>{"key":"…"}</c>, or <c>{"code":"…"}</c> with a one-time code.</param>
    /// <param name="address">Whose wrong keys are counted.</param>
    /// <exception cref="TimeoutException">The cluster did not answer.</exception>
    public async Task<SocketClose?> CheckAsync(string text, string address)
    {
        if (Read(text) is not { } said)
        {
            return SocketClose.Invalid;
        }

        var caller = said.IsCode ? codes.Redeem(said.Value) : await keys.CallerOfAsync(said.Value);
        if (caller is null)
        {
            limits.Fail(address);
            return said.IsCode ? SocketClose.InvalidCode : SocketClose.Unauthorized;
        }

        return !limits.Admit(caller.Name, out _) ? SocketClose.RateLimited
            : !caller.Has(ApiScope.Read) ? SocketClose.MissingScope
            : null;
    }

    private static (bool IsCode, string Value)? Read(string text)
    {
        try
        {
            using var message = JsonDocument.Parse(text);
            return message.RootElement.ValueKind != JsonValueKind.Object ? null
                : message.RootElement.EnumerateObject().ToList() is [{ Name: "key" or "code", Value.ValueKind: JsonValueKind.String } only] ? (only.Name == "code", only.Value.GetString()!)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
