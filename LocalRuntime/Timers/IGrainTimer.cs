namespace Orleans.Runtime;

/// <summary>A timer of one activation; disposing it cancels the token of a tick under way and stops it.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets a new due time and period; during a tick it takes effect when that ends.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative and not infinite, or above the longest time a timer takes.</exception>
    void Change(TimeSpan dueTime, TimeSpan period);
}
