using Orleans;
using Orleans.Concurrency;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>The keys of the API. Key <c>access</c>.</summary>
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
}
