namespace PuppetEngine.Engine.Access;

/// <summary>
/// Secrets by name, sealed at rest under a key file that lies apart. Names are paths, as in <c>x/ada</c> or <c>llm/openai</c>; values
/// are never logged, journaled, exported or put into grain state or prompts.
/// </summary>
public interface ISecretStore
{
    /// <summary>The value; null when there is none.</summary>
    Task<string?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Stores a value, durably when it returns.</summary>
    Task PutAsync(string name, string value, CancellationToken cancellationToken);

    /// <summary>Removes a value; false when there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>The names that begin with a prefix, in ordinal order.</summary>
    Task<List<string>> ListNamesAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// A page of what is stored, in ordinal order of the names: one query for many. What variables and files hold is not in it. Nothing is
    /// opened until somebody asks for a value.
    /// </summary>
    /// <param name="after">The name after which the page begins; empty for the first.</param>
    /// <param name="limit">How many at most; 1 or more. A shorter page is the last.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<List<StoredSecret>> ReadPageAsync(string after, int limit, CancellationToken cancellationToken);
}
