using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Journal;
using PuppetEngine.Providers.Storage.Access;

namespace PuppetEngine.Providers.Storage.Hosting;

/// <summary>
/// Takes the data directory, opens the database and the keys when the host starts, so that what is wrong with them ends the start with
/// one sentence and not the first post.
/// </summary>
internal sealed class StorageStart(IServiceProvider services) : IHostedService
{
    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<DataDirectory>();
        services.GetRequiredService<DeploymentIdentity>();
        services.GetRequiredService<ISignedHeadLog>();
        services.GetRequiredService<SecretKeys>().Check();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
