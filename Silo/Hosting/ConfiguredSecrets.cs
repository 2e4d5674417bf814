using System.Text.RegularExpressions;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Social;
using PuppetEngine.Providers.Storage;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Knows every secret of the deployment when it sees one in a text: those of the environment and of settings, of the files that they name, of the
/// secret store, and the gateway's own keys. Keeps salted hashes of pieces, never values. Read before the silo starts, and again
/// every few minutes, since files change and other silos put secrets too.
/// </summary>
internal sealed partial class ConfiguredSecrets(
    IConfiguration configuration, DataDirectory data, IServiceProvider services, TimeProvider time, ILogger<ConfiguredSecrets> logger) : BackgroundService, ISecretSpotter
{
    private const int LongestFile = 64 * 1024;
    private const int PageSize = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private readonly SecretShingles _known = new();
    private HashSet<string> _sources = new(StringComparer.Ordinal);

    // What lies in the store, and as what it was opened; null where it was not. Touched by one reader at a time.
    private Dictionary<string, long?> _stored = new(StringComparer.Ordinal);

    // What was put since the present reading began: newer than whatever a page still holds.
    private readonly HashSet<string> _put = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <inheritdoc/>
    public bool Holds(string text) => _known.Holds(text) || GatewayKey().IsMatch(text);

    /// <summary>Takes a secret in that was just stored; what its name held before is a secret no more.</summary>
    public void Set(string name, string? value)
    {
        lock (_gate)
        {
            _put.Add(name);
            Know(name, value);
        }
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReadAsync(stoppingToken);
            }
            catch (StorageException e)
            {
                LogNotRead(e);
            }
        }
    }

    /// <summary>Reads everything anew; of the store only what was written since is opened.</summary>
    internal async Task ReadAsync(CancellationToken token)
    {
        var found = SecretSettings.Find(configuration.AsEnumerable(), ReadFile).ToList();
        if (ReadFile(Path.Combine(data.Path, FirstKeyFile.Name)) is { } first)
        {
            found.Add(("first-key", [first.Trim()]));
        }

        foreach (var (source, values) in found)
        {
            _known.Set(source, values);
        }

        // A variable or file that is gone holds nothing any more.
        var now = found.Select(f => f.Source).ToHashSet(StringComparer.Ordinal);
        _sources.Except(now).ToList().ForEach(gone => _known.Set(gone, []));
        _sources = now;
        await ReadStoreAsync(token);
    }

    private async Task ReadStoreAsync(CancellationToken token)
    {
        // Asked for late: the store tells this object what is put into it.
        var store = services.GetRequiredService<ISecretStore>();
        lock (_gate)
        {
            _put.Clear();
        }

        var stored = new Dictionary<string, long?>(_stored.Count, StringComparer.Ordinal);
        var after = "";
        List<StoredSecret> page;
        do
        {
            page = await store.ReadPageAsync(after, PageSize, token);
            foreach (var secret in page)
            {
                after = secret.Name;
                var known = _stored.GetValueOrDefault(secret.Name) == secret.Stamp || TakeIn(secret);
                stored[secret.Name] = known ? secret.Stamp : null;
            }
        }
        while (page.Count == PageSize);

        foreach (var gone in _stored.Keys.Where(name => !stored.ContainsKey(name)))
        {
            Set(gone, await store.GetAsync(gone, token));
        }

        _stored = stored;
    }

    private bool TakeIn(StoredSecret secret)
    {
        try
        {
            var value = secret.Open();
            lock (_gate)
            {
                if (_put.Contains(secret.Name))
                {
                    return false;
                }

                Know(secret.Name, value);
                return true;
            }
        }
        catch (StorageException e)
        {
            // What does not open cannot get out either; whoever needs it says how to mend it.
            LogUnreadable(e, secret.Name);
            return false;
        }
    }

    private void Know(string name, string? value) => _known.Set($"store:{name}", value is null ? [] : SecretSettings.ValuesOf(value));

    private static string? ReadFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length <= LongestFile ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The form of the gateway's own keys, of which only hashes are stored.</summary>
    [GeneratedRegex("pup_[A-Za-z0-9_-]{40,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex GatewayKey();
}
