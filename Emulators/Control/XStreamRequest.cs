namespace PuppetEngine.Emulators.Control;

/// <summary>Body of <c>POST /control/x/stream</c>: what happens to the open streams, or to all that they send.</summary>
internal sealed record XStreamRequest
{
    /// <summary><c>disconnect</c> (in the vendor's words), <c>break</c>, <c>silence</c>, or <c>garbage</c> (a line that is no JSON).</summary>
    public string? Do { get; init; }

    /// <summary>From now on each post comes twice.</summary>
    public bool? Duplicates { get; init; }
}
