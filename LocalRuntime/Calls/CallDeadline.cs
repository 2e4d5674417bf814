namespace PuppetEngine.LocalRuntime.Calls;

/// <summary>A call's place among those that time out together; a node of a list that the calls themselves make up.</summary>
internal sealed class CallDeadline
{
    internal GrainCall? Call { get; set; }

    internal CallTimeoutQueue? Queue { get; set; }

    internal CallDeadline? Previous { get; set; }

    internal CallDeadline? Next { get; set; }

    /// <summary>When the caller gives up, in ticks of the clock's timestamp.</summary>
    internal long At { get; set; }

    /// <summary>The call has been answered.</summary>
    internal void Leave() => Queue?.Remove(this);
}
