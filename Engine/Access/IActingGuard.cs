namespace PuppetEngine.Engine.Access;

/// <summary>
/// A reason not to act outside that holds for the whole process, as in a copy of another deployment's data. Every registered guard is
/// asked directly before each act; it must answer from memory.
/// </summary>
public interface IActingGuard
{
    /// <summary>Why nothing may leave for this world, free of secrets; null when it may.</summary>
    string? Refusal(string world);
}
