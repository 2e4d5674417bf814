using System.Security.Cryptography;
using System.Text;

namespace PuppetEngine.Engine.Events;

/// <summary>Ids of events: the same cause gives the same id, so that a repetition is the same event.</summary>
public static class EventId
{
    /// <summary>The id of a cause within a channel, as <c>v</c> and 31 hexadecimal digits.</summary>
    /// <param name="source">The channel, as <c>webhook:NAME</c>.</param>
    /// <param name="cause">What is unique within it, as a delivery's id.</param>
    public static string From(string source, string cause)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(cause);
        // The length keeps ("a", "bc") and ("ab", "c") apart.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"event/{source.Length}/{source}/{cause}"));
        return "v" + Convert.ToHexStringLower(digest)[..31];
    }
}
