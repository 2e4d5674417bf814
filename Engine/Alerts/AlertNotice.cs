namespace PuppetEngine.Engine.Alerts;

/// <summary>One notice about a failure that only a person can mend: that it is there, or that it is gone.</summary>
/// <param name="Id">The same at every delivery, another for every notice: the receiver's idempotency key.</param>
/// <param name="Cleared">Whether the failure is gone.</param>
/// <param name="Code">The failure's stable code.</param>
/// <param name="Subject">What it is about; empty for the whole deployment.</param>
/// <param name="Detail">What is the matter, in words, free of secrets.</param>
/// <param name="Command">The one command that mends it.</param>
/// <param name="Since">When it was first seen.</param>
/// <param name="At">When this notice was made.</param>
public sealed record AlertNotice(string Id, bool Cleared, string Code, string Subject, string Detail, string Command, DateTimeOffset Since, DateTimeOffset At);
