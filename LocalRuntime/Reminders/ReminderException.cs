namespace Orleans.Runtime;

/// <summary>A reminder could not be stored or deleted.</summary>
public sealed class ReminderException : OrleansException
{
    /// <summary>An exception with a message.</summary>
    public ReminderException(string message)
        : base(message)
    {
    }
}
