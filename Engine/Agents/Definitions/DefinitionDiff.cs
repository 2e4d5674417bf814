using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Says what differs between two versions of a definition.</summary>
public static class DefinitionDiff
{
    /// <summary>
    /// The changed fields as paths, as in <c>style_guide.voice</c>: those of the new document in its order, then those it no longer has.
    /// Lists are one field each. All fields where there was no document before.
    /// </summary>
    /// <param name="oldJson">The canonical document before; null when there was none.</param>
    /// <param name="newJson">The canonical document after.</param>
    public static List<string> Changed(string? oldJson, string newJson) =>
        Changed(oldJson is null ? Empty() : DocumentNode.Read(oldJson), DocumentNode.Read(newJson));

    internal static List<string> Changed(DocumentNode before, DocumentNode after)
    {
        var paths = new List<string>();
        Compare(before, after, "", paths);
        return paths;
    }

    /// <summary>Whether two values are equal; numbers by value, so that 0.5 and 0.50 are.</summary>
    internal static bool Same(DocumentNode? one, DocumentNode? other)
    {
        if (one is null || other is null || one.Kind != other.Kind)
        {
            return one is null && other is null;
        }

        return one.Kind == JsonValueKind.Number
            ? double.Parse(one.Text, CultureInfo.InvariantCulture).Equals(double.Parse(other.Text, CultureInfo.InvariantCulture))
            : one.Write() == other.Write();
    }

    internal static DocumentNode Empty() => new() { Kind = JsonValueKind.Object };

    private static void Compare(DocumentNode before, DocumentNode after, string path, List<string> paths)
    {
        foreach (var (name, value) in after.Members)
        {
            CompareMember(before.Member(name), value, Join(path, name), paths);
        }

        foreach (var (name, value) in before.Members.Where(member => after.Member(member.Key) is null))
        {
            CompareMember(value, null, Join(path, name), paths);
        }
    }

    private static void CompareMember(DocumentNode? before, DocumentNode? after, string path, List<string> paths)
    {
        if (IsObject(before) || IsObject(after))
        {
            if ((IsObject(before) || before is null) && (IsObject(after) || after is null))
            {
                Compare(before ?? Empty(), after ?? Empty(), path, paths);
                return;
            }
        }

        if (!Same(before, after))
        {
            paths.Add(path);
        }
    }

    private static bool IsObject(DocumentNode? node) => node is { Kind: JsonValueKind.Object };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
