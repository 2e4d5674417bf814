using System.Diagnostics.CodeAnalysis;
using PuppetEngine.Emulators.X.Auth;

namespace PuppetEngine.Emulators.X.Wire;

/// <summary>A request after authentication, independent of the connection it came on: it may be acted on after that is gone.</summary>
internal sealed record XRequest
{
    public required XCaller Caller { get; init; }

    /// <summary>The id in the path, or empty.</summary>
    public string PathId { get; init; } = "";

    public string SecondPathId { get; init; } = "";

    public required IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }

    [SuppressMessage("Performance", "CA1819", Justification = "Bytes of one request, never changed.")]
    public byte[] Body { get; init; } = [];

    /// <summary>The fields of a multipart body; empty for any other.</summary>
    public IReadOnlyDictionary<string, byte[]> Parts { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>A fault makes an older post of any age refuse this one as a duplicate.</summary>
    public bool AnyAgeIsDuplicate { get; init; }

    /// <summary>A fault sets another lag for what this request creates.</summary>
    public TimeSpan? Lag { get; init; }

    public string? QueryValue(string name)
    {
        foreach (var (key, value) in Query)
        {
            if (key == name)
            {
                return value;
            }
        }

        return null;
    }
}
