using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace PuppetEngine.Silo.Hosting;

/// <summary>
/// Lets the silo's writes to one SQLite file wait for each other in a queue. SQLite has one writer; whom it turns away, its ADO.NET provider
/// has try again after 150 ms of sleep on the calling thread, so that writers without a queue block the silo's threads and each other.
/// </summary>
internal static class OneWriter
{
    private const string Default = "Default";

    /// <summary>Puts the queue around the grain storage and the reminders that are registered.</summary>
    public static void Queue(IServiceCollection services)
    {
        var turn = new SemaphoreSlim(1, 1);
        for (var i = 0; i < services.Count; i++)
        {
            var descriptor = services[i];
            if (descriptor is { ServiceType: var storage, IsKeyedService: true, ServiceKey: Default, KeyedImplementationFactory: { } make } && storage == typeof(IGrainStorage))
            {
                services[i] = new ServiceDescriptor(storage, Default, (provider, key) => new QueuedStorage((IGrainStorage)make(provider, key), turn), ServiceLifetime.Singleton);
            }
            else if (descriptor is { ServiceType: var table, IsKeyedService: false, ImplementationType: { } implementation } && table == typeof(IReminderTable))
            {
                services[i] = ServiceDescriptor.Singleton<IReminderTable>(provider => new QueuedReminders((IReminderTable)ActivatorUtilities.CreateInstance(provider, implementation), turn));
            }
        }
    }

    private static async Task<T> InTurnAsync<T>(SemaphoreSlim turn, Func<Task<T>> write)
    {
        await turn.WaitAsync();
        try
        {
            return await write();
        }
        finally
        {
            turn.Release();
        }
    }

    private sealed class QueuedStorage(IGrainStorage inner, SemaphoreSlim turn) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurnAsync(turn, async () =>
        {
            await inner.WriteStateAsync(stateName, grainId, grainState);
            return true;
        });

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => InTurnAsync(turn, async () =>
        {
            await inner.ClearStateAsync(stateName, grainId, grainState);
            return true;
        });
    }

    private sealed class QueuedReminders(IReminderTable inner, SemaphoreSlim turn) : IReminderTable
    {
        public Task StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

        public Task<ReminderTableData> ReadRows(GrainId grainId) => inner.ReadRows(grainId);

        public Task<ReminderTableData> ReadRows(uint begin, uint end) => inner.ReadRows(begin, end);

        public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => inner.ReadRow(grainId, reminderName);

        public Task<string?> UpsertRow(ReminderEntry entry) => InTurnAsync(turn, () => inner.UpsertRow(entry));

        public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => InTurnAsync(turn, () => inner.RemoveRow(grainId, reminderName, eTag));

        public Task TestOnlyClearTable() => InTurnAsync(turn, async () =>
        {
            await inner.TestOnlyClearTable();
            return true;
        });
    }
}
