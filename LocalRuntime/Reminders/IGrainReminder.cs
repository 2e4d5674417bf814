namespace Orleans.Runtime;

/// <summary>A handle of a reminder, good until it is registered anew.</summary>
public interface IGrainReminder
{
    /// <summary>Its name, unique within the grain.</summary>
    string ReminderName { get; }
}
