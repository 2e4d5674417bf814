using Orleans;
using Orleans.Runtime;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Grains.Access;

/// <summary>The keys of the API. Reads answer from a snapshot that a write swaps only when it is stored.</summary>
[GrainType("access")]
internal sealed class AccessGrain(IGrainContext context, [PersistentState("keys", "Default")] IPersistentState<AccessState> state) : IAccessGrain, IGrainBase
{
    private Dictionary<string, ApiKeyRecord> _byHash = [];

    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        Publish();
        return Task.CompletedTask;
    }

    public Task<ApiKeyRecord?> Find(string sha256) => Task.FromResult(_byHash.GetValueOrDefault(sha256));

    public Task<List<ApiKeyRecord>> List() => Task.FromResult(_byHash.Values.OrderBy(k => k.Name, StringComparer.Ordinal).ToList());

    public Task Put(ApiKeyRecord key)
    {
        if (key.Name.Length == 0 || key.Sha256.Length != 64 || !key.Sha256.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException("A key is stored under a name, as the SHA-256 of its text in 64 lower-case hexadecimal digits.", nameof(key));
        }

        return Store([.. state.State.Keys.Where(k => k.Name != key.Name && k.Sha256 != key.Sha256), key]);
    }

    public async Task<bool> Remove(string name)
    {
        List<ApiKeyRecord> rest = [.. state.State.Keys.Where(k => k.Name != name)];
        if (rest.Count == state.State.Keys.Count)
        {
            return false;
        }

        await Store(rest);
        return true;
    }

    private async Task Store(List<ApiKeyRecord> keys)
    {
        var before = state.State.Keys;
        state.State.Keys = keys;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State.Keys = before;
            throw;
        }

        Publish();
    }

    private void Publish() => _byHash = state.State.Keys.ToDictionary(k => k.Sha256, StringComparer.Ordinal);
}
