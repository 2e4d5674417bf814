namespace PuppetEngine.Grains.Abstractions.Memory;

/// <summary>The kinds of memories.</summary>
public static class MemoryKinds
{
    /// <summary>Who the agent is; does not age.</summary>
    public const string Core = "core";

    /// <summary>What it lived through.</summary>
    public const string Episodic = "episodic";

    /// <summary>What it knows.</summary>
    public const string Semantic = "semantic";

    /// <summary>How it does things.</summary>
    public const string Procedural = "procedural";

    /// <summary>What it knows of others.</summary>
    public const string Social = "social";

    /// <summary>What happened in the world.</summary>
    public const string Event = "event";

    /// <summary>What it posted.</summary>
    public const string Post = "post";

    /// <summary>All kinds. The order is frozen: stored indexes hold a kind by its place in it.</summary>
    public static readonly IReadOnlyList<string> All = [Core, Episodic, Semantic, Procedural, Social, Event, Post];
}
