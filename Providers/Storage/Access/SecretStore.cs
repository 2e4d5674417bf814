using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using PuppetEngine.Engine.Access;

namespace PuppetEngine.Providers.Storage.Access;

/// <summary>
/// The one place where environment, files and table come together. For a name, in this order: a variable
/// (<c>PUPPET_SECRET_X_ADA</c> for <c>x/ada</c>, or an alias such as <c>OPENAI_API_KEY</c>), the file that the variable with <c>_FILE</c>
/// names, the table. One exception: what was put while that variable had its present value is newer than the variable, as a rotated
/// token is newer than the one it began with, and goes before it, until somebody changes the variable.
/// </summary>
internal sealed class SecretStore(SecretTable table, IConfiguration configuration, IEnumerable<SecretAlias> aliases) : ISecretStore
{
    private const int FingerprintLength = 32;
    private const int MostNameCharacters = 200;

    private readonly ILookup<string, string> _variables = aliases.ToLookup(a => a.Name, a => a.Variable, StringComparer.Ordinal);

    /// <inheritdoc />
    public async Task<string?> GetAsync(string name, CancellationToken cancellationToken)
    {
        CheckName(name);
        var outside = Outside(name);
        var plain = await table.GetAsync(name, cancellationToken).ConfigureAwait(false);
        if (plain is null)
        {
            return outside;
        }

        var isNewer = outside is null || plain.AsSpan(0, FingerprintLength).SequenceEqual(Fingerprint(outside));
        return isNewer ? Encoding.UTF8.GetString(plain.AsSpan(FingerprintLength)) : outside;
    }

    /// <inheritdoc />
    public Task PutAsync(string name, string value, CancellationToken cancellationToken)
    {
        CheckName(name);
        ArgumentNullException.ThrowIfNull(value);
        return table.PutAsync(name, [.. Fingerprint(Outside(name)), .. Encoding.UTF8.GetBytes(value)], cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        CheckName(name);
        return table.DeleteAsync(name, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<List<string>> ListNamesAsync(string prefix, CancellationToken cancellationToken)
    {
        var stored = await table.ListNamesAsync(prefix, cancellationToken).ConfigureAwait(false);
        var outside = _variables.Select(v => v.Key).Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && Outside(n) is not null);
        return [.. stored.Union(outside, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public async Task<List<StoredSecret>> ReadPageAsync(string after, int limit, CancellationToken cancellationToken)
    {
        var rows = await table.ReadPageAsync(after, limit, cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => new StoredSecret(row.Name, row.Stamp, () => Encoding.UTF8.GetString(row.Open().AsSpan(FingerprintLength))));
    }

    private string? Outside(string name)
    {
        foreach (var variable in _variables[name].Prepend(Variable(name)))
        {
            if (configuration[variable] is { Length: > 0 } value)
            {
                return value.Trim();
            }

            if (configuration[variable + "_FILE"] is { Length: > 0 } file)
            {
                return ReadFile(variable, file);
            }
        }

        return null;
    }

    private static string ReadFile(string variable, string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretUnreadableException($"{variable}_FILE names a file that cannot be read. Correct the path or its permissions, or unset {variable}_FILE.", e);
        }
    }

    private static string Variable(string name) =>
        "PUPPET_SECRET_" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));

    private static byte[] Fingerprint(string? value) =>
        value is null ? new byte[FingerprintLength] : SHA256.HashData(Encoding.UTF8.GetBytes(value));

    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MostNameCharacters || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_'))
        {
            throw new ArgumentException("A secret's name is a path of letters, digits, dots, dashes and underscores, as in 'x/ada'.", nameof(name));
        }
    }
}
