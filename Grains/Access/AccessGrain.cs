using Orleans;
using Orleans.Runtime;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Grains.Access;

/// <summary>The keys of the API and the signed-in browsers. Reads answer from a snapshot that a write swaps only when it is stored.</summary>
[GrainType("access")]
internal sealed class AccessGrain(IGrainContext context, [PersistentState("keys", "Default")] IPersistentState<AccessState> state, TimeProvider time) : IAccessGrain, IGrainBase
{
    /// <summary>Browsers at once; the oldest goes first.</summary>
    private const int MaxSessions = 1000;

    private Dictionary<string, ApiKeyRecord> _byHash = [];
    private Dictionary<string, ConsoleSessionRecord> _sessions = [];

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

        return Store([.. state.State.Keys.Where(k => k.Name != key.Name && k.Sha256 != key.Sha256), key], state.State.Sessions);
    }

    public async Task<bool> Remove(string name)
    {
        List<ApiKeyRecord> rest = [.. state.State.Keys.Where(k => k.Name != name)];
        if (rest.Count == state.State.Keys.Count)
        {
            return false;
        }

        await Store(rest, state.State.Sessions);
        return true;
    }

    public Task<ConsoleSessionRecord?> FindSession(string sha256) => Task.FromResult(_sessions.GetValueOrDefault(sha256));

    public Task PutSession(ConsoleSessionRecord session) => Store(
        state.State.Keys,
        [.. state.State.Sessions.Where(s => s.Sha256 != session.Sha256 && s.Until > time.GetUtcNow()).TakeLast(MaxSessions - 1), session]);

    public Task RemoveSession(string sha256) =>
        _sessions.ContainsKey(sha256) ? Store(state.State.Keys, [.. state.State.Sessions.Where(s => s.Sha256 != sha256)]) : Task.CompletedTask;

    private async Task Store(List<ApiKeyRecord> keys, List<ConsoleSessionRecord> sessions)
    {
        var before = (state.State.Keys, state.State.Sessions);
        (state.State.Keys, state.State.Sessions) = (keys, sessions);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            (state.State.Keys, state.State.Sessions) = before;
            throw;
        }

        Publish();
    }

    private void Publish()
    {
        _byHash = state.State.Keys.ToDictionary(k => k.Sha256, StringComparer.Ordinal);
        _sessions = state.State.Sessions.ToDictionary(s => s.Sha256, StringComparer.Ordinal);
    }
}
