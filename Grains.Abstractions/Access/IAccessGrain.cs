using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>The keys of the API, and the browsers that are signed in. Key <c>access</c>.</summary>
[Alias("PuppetEngine.Access.IAccessGrain")]
public interface IAccessGrain : IGrainWithStringKey
{
    /// <summary>The key of this hash; null when there is none.</summary>
    [Alias("Find"), AlwaysInterleave]
    Task<ApiKeyRecord?> Find(string sha256);

    /// <summary>All keys.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<List<ApiKeyRecord>> List();

    /// <summary>Adds a key, or replaces the one of that name.</summary>
    [Alias("Put")]
    Task Put(ApiKeyRecord key);

    /// <summary>Removes a key by name; false when there is none.</summary>
    [Alias("Remove")]
    Task<bool> Remove(string name);

    /// <summary>The browser session of this hash; null when there is none. It may have run out: the caller looks at its end.</summary>
    [Alias("FindSession"), AlwaysInterleave]
    Task<ConsoleSessionRecord?> FindSession(string sha256);

    /// <summary>Adds or prolongs a browser session, and forgets those that have run out. Idempotent.</summary>
    [Alias("PutSession")]
    Task PutSession(ConsoleSessionRecord session);

    /// <summary>Ends a browser session. Idempotent.</summary>
    [Alias("RemoveSession")]
    Task RemoveSession(string sha256);
}
