using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>A scope of a key, as the API spells it.</summary>
public enum KeyScope
{
    /// <summary>Read everything but secrets.</summary>
    Read,

    /// <summary>Post, pause, resume, approve posts, set the kill switch.</summary>
    Operate,

    /// <summary>Propose and approve trades.</summary>
    Trade,

    /// <summary>Loosen privileged fields, clear the kill switch, manage keys.</summary>
    Admin,
}

/// <summary>What a new key is to be.</summary>
/// <param name="Name">Shown in audits; 1 to 64 of a-z, 0-9, hyphen, underscore, dot.</param>
/// <param name="Scopes">What it may do; none includes another.</param>
public sealed record CreateKeyRequest(string Name, IReadOnlyList<KeyScope> Scopes);

/// <summary>A key of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Key">The key itself, only in the answer that made it.</param>
public sealed record KeyResource(string Name, IReadOnlyList<KeyScope> Scopes, DateTimeOffset CreatedAt, string? Key)
{
    internal static KeyResource From(ApiKeyRecord record, string? key) =>
        new(record.Name, [.. Caller.Split(record.Scopes).Select(Of)], record.CreatedAt, key);

    private static KeyScope Of(ApiScope scope) => scope switch
    {
        ApiScope.Read => KeyScope.Read,
        ApiScope.Operate => KeyScope.Operate,
        ApiScope.Trade => KeyScope.Trade,
        _ => KeyScope.Admin,
    };
}
