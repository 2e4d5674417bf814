using System.Text.RegularExpressions;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>
/// The form of an agent's id, which is its grain key: <c>^[a-z1-9][a-z0-9._-]{0,63}$</c>. No key of variable length begins with a
/// zero, because the storage providers read keys first as a Guid, then as a hexadecimal number.
/// </summary>
public static partial class AgentId
{
    /// <summary>Whether a text is an agent's id.</summary>
    public static bool IsValid(string id) => Form().IsMatch(id);

    [GeneratedRegex(@"\A[a-z1-9][a-z0-9._-]{0,63}\z")]
    private static partial Regex Form();
}
