namespace PuppetEngine.Emulators.Storage;

/// <summary>A window, cap or credit that refuses requests until an instant; <paramref name="Until"/> in the past opens it again.</summary>
/// <param name="Owner">User id or consumer key.</param>
/// <param name="Bucket">Name of the window, <c>cap</c> or <c>credits</c>.</param>
/// <param name="Until">First instant at which requests pass again.</param>
internal sealed record ClosedWindow(string Owner, string Bucket, DateTimeOffset Until);
