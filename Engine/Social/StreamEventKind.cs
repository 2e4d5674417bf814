namespace PuppetEngine.Engine.Social;

/// <summary>What a stream tells its reader, and what the reader does about it.</summary>
public enum StreamEventKind
{
    /// <summary>The stream stands: read once what was missed since the last id, then stop polling.</summary>
    Connected,

    /// <summary>A post that a rule let through. It may come again, and out of order.</summary>
    Post,

    /// <summary>The stream broke and comes back by itself at <see cref="StreamEvent.RetryAt"/>: poll until it is connected.</summary>
    Interrupted,

    /// <summary>The stream does not come back by itself: poll from now on. The last event.</summary>
    Ended,
}
