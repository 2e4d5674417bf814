namespace PuppetEngine.Emulators.X.Auth;

/// <summary>
/// Nonces seen within the allowed skew, by the minute of their timestamp, so that whole minutes fall away and memory stays bounded
/// by the rate of requests. Kept as 64-bit hashes.
/// </summary>
internal sealed class NonceStore(TimeSpan skew)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, HashSet<ulong>> _minutes = [];

    /// <summary>True the first time a token uses a nonce with a timestamp.</summary>
    public bool TryUse(string token, string nonce, long timestamp, DateTimeOffset now)
    {
        var oldest = (now.ToUnixTimeSeconds() - (long)skew.TotalSeconds) / 60;
        var minute = timestamp / 60;
        lock (_gate)
        {
            while (_minutes.Count > 0 && _minutes.First().Key is var first && first < oldest)
            {
                _minutes.Remove(first);
            }

            if (!_minutes.TryGetValue(minute, out var seen))
            {
                _minutes.Add(minute, seen = []);
            }

            return seen.Add(StableHash.Of(token, nonce, timestamp));
        }
    }
}
