using System.Text.Json.Nodes;

namespace PuppetEngine.Cli.Import;

/// <summary>One value of an old file, whatever form the file had: agent, memory, post, ids.</summary>
/// <param name="File">The file's path as it was given.</param>
/// <param name="Place">Where in the file, as in <c>line 12</c>.</param>
/// <param name="Body">The value; dates are ISO texts or milliseconds, object ids their hexadecimal texts.</param>
public sealed record OldDocument(string File, string Place, JsonNode? Body)
{
    /// <summary>The file's text, where this is its only value: problems are told by its lines. Null otherwise.</summary>
    public string? Source { get; init; }

    /// <summary>A member that is a text; null otherwise.</summary>
    public string? Text(string name) => OldValue.Text(OldValue.Member(Body, name));

    /// <summary>Whether the value is an object with a member of that name.</summary>
    public bool Has(string name) => Body is JsonObject whole && whole.ContainsKey(name);

    /// <summary>Without the content, which may hold secrets.</summary>
    public override string ToString() => $"{File}, {Place}";
}
