using Microsoft.Extensions.Configuration;
using PuppetEngine.Engine.Access;

namespace PuppetEngine.Providers.Llm.Keys;

/// <summary>
/// A live key: written in the tier, else under a name in configuration or environment, in the file named by that name with <c>_FILE</c>,
/// or in the secret store. What the secret store says is asked again after a minute, so that a changed key needs no restart.
/// </summary>
internal sealed class ConfiguredKeySource(
    string? inline, IReadOnlyList<string> names, IConfiguration configuration, ISecretStore? secrets, TimeProvider time) : ILlmKeySource
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);
    private Kept? _kept;

    public string HowToProvide => $"set {string.Join(" or ", names.Where(static n => !n.Contains('/', StringComparison.Ordinal)).DefaultIfEmpty("ApiKeyName"))}, or store it as {names[^1]}";

    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(inline))
        {
            return inline.Trim();
        }

        if (_kept is { } kept && time.GetElapsedTime(kept.At) < KeptFor)
        {
            return kept.Key;
        }

        var key = await FindAsync(cancellationToken).ConfigureAwait(false);
        _kept = new Kept(key, time.GetTimestamp());
        return key;
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            if (configuration[name] is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return value.Trim();
            }

            if (configuration[name + "_FILE"] is { } path && !string.IsNullOrWhiteSpace(path))
            {
                return (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim();
            }
        }

        if (secrets is not null)
        {
            foreach (var name in names)
            {
                if (await secrets.GetAsync(name, cancellationToken).ConfigureAwait(false) is { Length: > 0 } stored)
                {
                    return stored.Trim();
                }
            }
        }

        return null;
    }

    private sealed record Kept(string? Key, long At);
}
