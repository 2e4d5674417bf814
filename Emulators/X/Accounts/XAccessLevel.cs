namespace PuppetEngine.Emulators.X.Accounts;

/// <summary>What a token may do; the value of the header <c>x-access-level</c>.</summary>
internal enum XAccessLevel
{
    Read,
    ReadWrite,
    ReadWriteDirectMessages,
}
