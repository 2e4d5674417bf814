using PuppetEngine.Emulators.X.Accounts;
using PuppetEngine.Emulators.X.Auth;
using PuppetEngine.Emulators.X.Interactions;
using PuppetEngine.Emulators.X.Media;
using PuppetEngine.Emulators.X.Posts;
using PuppetEngine.Emulators.X.Streaming;

namespace PuppetEngine.Emulators.Storage;

/// <summary>One line of the log: exactly one member is set.</summary>
internal sealed record LogEntry
{
    /// <summary>First line of a log: whose it is.</summary>
    public string? EmulatorId { get; init; }

    public XAppRecord? App { get; init; }

    public XAccountRecord? Account { get; init; }

    public XPost? Post { get; init; }

    /// <summary>Id of a post that was deleted.</summary>
    public ulong? Deleted { get; init; }

    /// <summary>A token pair was issued; the one it replaces is dead from this line on.</summary>
    public TokenGrant? Grant { get; init; }

    /// <summary>A token pair was revoked, by its refresh token.</summary>
    public string? Revoked { get; init; }

    /// <summary>A like or a follow, or the end of one.</summary>
    public XInteraction? Interaction { get; init; }

    /// <summary>An upload that can be posted, or whose alt text changed.</summary>
    public XMedia? Media { get; init; }

    /// <summary>A stream rule was added.</summary>
    public XStreamRule? Rule { get; init; }

    /// <summary>Id of a stream rule that was deleted.</summary>
    public ulong? RuleDeleted { get; init; }

    public ClosedWindow? Closed { get; init; }
}
