using Orleans;

namespace PuppetEngine.Grains.Abstractions.Access;

/// <summary>What a key may do. A key holds any set of these; none includes another.</summary>
[Flags, GenerateSerializer, Alias("PuppetEngine.Access.ApiScope")]
public enum ApiScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read everything but secrets.</summary>
    Read = 1,

    /// <summary>Post, pause, resume, approve posts, set the kill switch, tighten a definition.</summary>
    Operate = 2,

    /// <summary>Propose and approve trades.</summary>
    Trade = 4,

    /// <summary>Loosen privileged fields, clear the kill switch, manage keys.</summary>
    Admin = 8,
}
