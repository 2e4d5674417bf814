using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>A grain with reminders. Every tick is a note of key and name, and one with what its status said. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IReminderGrain")]
public interface IReminderGrain : IGrainWithStringKey
{
    /// <summary>Registers a reminder, or changes it.</summary>
    [Alias("Set")]
    Task Set(string name, TimeSpan dueTime, TimeSpan period);

    /// <summary>Ends a reminder; false where there is none.</summary>
    [Alias("End")]
    Task<bool> End(string name);

    /// <summary>Names of the reminders, in order.</summary>
    [Alias("List")]
    Task<List<string>> List();

    /// <summary>Answers when its turn comes.</summary>
    [Alias("Ping")]
    Task Ping();
}

/// <summary>See <see cref="IReminderGrain"/>.</summary>
[GrainType("reminder")]
internal sealed class ReminderGrain(IGrainContext context, Witness witness) : IReminderGrain, IRemindable, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task OnActivateAsync(CancellationToken token)
    {
        witness.Note("activated " + context.GrainId.Key);
        return Task.CompletedTask;
    }

    public async Task Set(string name, TimeSpan dueTime, TimeSpan period) => await this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task<bool> End(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<List<string>> List() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public Task Ping() => Task.CompletedTask;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        var late = (status.CurrentTickTime - status.FirstTickTime).TotalSeconds / status.Period.TotalSeconds;
        witness.Note(string.Create(CultureInfo.InvariantCulture, $"{context.GrainId.Key} {reminderName} tick {late:0.##} every {status.Period.TotalSeconds} of {status.FirstTickTime:HH:mm:ss} {status.FirstTickTime.Kind}"));
        witness.Note($"{context.GrainId.Key} {reminderName}");
        return Task.CompletedTask;
    }
}
