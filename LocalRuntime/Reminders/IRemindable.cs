using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that has reminders. The class implements it, not the grain's own interface. A tick activates the grain.</summary>
public interface IRemindable : IGrain
{
    /// <summary>A tick. Ticks that were missed are not repeated; the next comes at the next period boundary.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
