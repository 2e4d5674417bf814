using System.Collections.Concurrent;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>Codes that open the console once, within ten minutes. The host prints one at its start; <c>puppet console</c> asks for more.</summary>
public sealed class OneTimeCodes
{
    /// <summary>How long a code lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int MaxCodes = 100;

    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> _codes = new(StringComparer.Ordinal);

    /// <summary>Makes an empty set of codes.</summary>
    public OneTimeCodes(TimeProvider time) => _time = time;

    /// <summary>A code for the person at the host's own terminal, with every scope.</summary>
    public string Issue() => Issue(new Caller("console", ApiScope.Read | ApiScope.Operate | ApiScope.Trade | ApiScope.Admin, null, true)).Code;

    /// <summary>The console's link with a code.</summary>
    /// <param name="address">The gateway's address, as in <c>http://127.0.0.1:8080</c>.</param>
    /// <param name="code">A code of <see cref="Issue()"/>.</param>
    public static string Link(string address, string code) => $"{address.TrimEnd('/')}/login?code={code}";

    /// <summary>A code for somebody who has a key: the console may do what the key may, for as long as the key is there.</summary>
    internal (string Code, DateTimeOffset Until) Issue(Caller caller)
    {
        var now = _time.GetUtcNow();
        foreach (var (hash, entry) in _codes)
        {
            if (entry.Until <= now || _codes.Count >= MaxCodes)
            {
                _codes.TryRemove(hash, out _);
            }
        }

        var code = ApiKeys.NewToken();
        var until = now + Lifetime;
        _codes[ApiKeys.Hash(code)] = (caller with { ByCookie = true }, until);
        return (code, until);
    }

    /// <summary>Uses a code up; null when it is unknown, used or too old.</summary>
    internal Caller? Redeem(string code) =>
        _codes.TryRemove(ApiKeys.Hash(code), out var entry) && entry.Until > _time.GetUtcNow() ? entry.Caller : null;
}
