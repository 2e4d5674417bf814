using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>What the silo writes to the log.</summary>
internal sealed partial class SiloLog(ILogger<LocalSilo> logger)
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Activation of {Grain} failed")]
    internal partial void ActivationFailed(GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Deactivation of {Grain} failed")]
    internal partial void DeactivationFailed(GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of {Grain} failed; it goes on ticking")]
    internal partial void TimerFailed(GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} of {Grain} failed, which has no answer to tell it in")]
    internal partial void OneWayFailed(string method, GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What {Grain} does when its token is cancelled failed")]
    internal partial void CancellationFailed(GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The reminder {Reminder} of {Grain} failed; it ticks again at its next period")]
    internal partial void ReminderFailed(GrainId grain, string reminder, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The table of reminders could not be read; it is tried again")]
    internal partial void RemindersUnreadable(Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Silo started with {GrainClasses} grain classes")]
    internal partial void Started(int grainClasses);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Activations} activations did not end in time and were dropped")]
    internal partial void Dropped(int activations);
}
