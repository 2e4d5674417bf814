using Microsoft.Extensions.Configuration;
using Orleans;
using PuppetEngine.Gateway.Api.Hosting;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Gateway.Api.Access;

/// <summary>
/// Sees to it that somebody can get in: <c>PUPPET_API_KEY</c> (or the file that <c>PUPPET_API_KEY_FILE</c> names) becomes the admin key
/// <c>environment</c>; where there is none and the cluster has no key at all, the admin key <c>first</c> is made and given to the host.
/// </summary>
internal sealed partial class BootstrapKeys(
    IGrainFactory grains, IConfiguration configuration, TimeProvider time, ILogger<BootstrapKeys> logger, IServiceProvider services) : IHostedService
{
    private const ApiScope All = ApiScope.Read | ApiScope.Operate | ApiScope.Trade | ApiScope.Admin;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var access = grains.GetGrain<IAccessGrain>(KeyDirectory.GrainKey);
        var known = await access.List();
        var given = await GivenAsync(cancellationToken);
        if (given is not null)
        {
            var sha256 = ApiKeys.Hash(given);
            if (!known.Exists(key => key.Sha256 == sha256))
            {
                await access.Put(Record("environment", sha256));
                LogGiven();
            }
        }
        else if (known.Count == 0)
        {
            var sink = services.GetService<IFirstKeySink>()
                ?? throw new KeySetupException("The cluster has no API key, and this process has no place to keep one. Set PUPPET_API_KEY, or start a silo with its own gateway first.");
            var key = ApiKeys.NewKey();
            // Kept before it is made known: a key that nobody has would lock everybody out.
            await sink.KeepAsync(key, cancellationToken);
            await access.Put(Record("first", ApiKeys.Hash(key)));
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> GivenAsync(CancellationToken cancellationToken)
    {
        var key = configuration["PUPPET_API_KEY"];
        var source = "PUPPET_API_KEY";
        if (string.IsNullOrWhiteSpace(key) && configuration["PUPPET_API_KEY_FILE"] is { Length: > 0 } file)
        {
            source = "The file of PUPPET_API_KEY_FILE";
            try
            {
                key = await File.ReadAllTextAsync(file, cancellationToken);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new KeySetupException($"PUPPET_API_KEY_FILE names '{file}', which cannot be read. Correct the path or its rights, or unset the variable.", error);
            }
        }

        key = key?.Trim();
        if (string.IsNullOrEmpty(key))
        {
            return null;
        }

        return key.Length is >= ApiKeys.MinLength and <= ApiKeys.MaxLength
            ? key
            : throw new KeySetupException($"{source} holds {key.Length} characters. Give {ApiKeys.MinLength} to {ApiKeys.MaxLength}, at best random ones, as from: openssl rand -base64 32");
    }

    private ApiKeyRecord Record(string name, string sha256) => new() { Name = name, Sha256 = sha256, Scopes = All, CreatedAt = time.GetUtcNow() };
}
