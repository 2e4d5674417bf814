namespace PuppetEngine.Engine.Memory;

/// <summary>How a step of embedding ended.</summary>
public enum MemoryEmbedding
{
    /// <summary>There is nothing left to do.</summary>
    Done,

    /// <summary>There is more.</summary>
    More,

    /// <summary>The configured model does not answer; it is tried again later, and words serve meanwhile.</summary>
    Hindered,
}
