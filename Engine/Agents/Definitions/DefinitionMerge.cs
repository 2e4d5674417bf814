using System.Text.Json;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>What becomes of a proposed definition.</summary>
/// <param name="EffectiveJson">The canonical document that holds from now on: the proposed one, its pending fields as they were.</param>
/// <param name="Changed">The fields that differ from the document before.</param>
/// <param name="Pending">The fields whose loosening waits for the scope <c>admin</c>.</param>
public sealed record DefinitionMergeResult(string EffectiveJson, List<string> Changed, List<string> Pending);

/// <summary>Applies a proposed definition as far as its sender may.</summary>
public static class DefinitionMerge
{
    /// <summary>Merges.</summary>
    /// <param name="currentJson">The canonical document in force; null when the agent comes into being.</param>
    /// <param name="proposedJson">The canonical document that was sent.</param>
    /// <param name="scopes">What the sender may do; with <see cref="ApiScope.Admin"/> nothing waits.</param>
    /// <param name="defaults">What holds where a definition says nothing.</param>
    public static DefinitionMergeResult Apply(string? currentJson, string proposedJson, ApiScope scopes, PrivilegeDefaults defaults)
    {
        var current = currentJson is null ? DefinitionDiff.Empty() : DocumentNode.Read(currentJson);
        var effective = DocumentNode.Read(proposedJson);
        var pending = new List<string>();
        if (!scopes.HasFlag(ApiScope.Admin))
        {
            var id = effective.Find("id")?.Text ?? "";
            foreach (var path in DefinitionDiff.Changed(current, effective))
            {
                var before = current.Find(path);
                if (PrivilegedFields.Of(path, before, effective.Find(path), currentJson is null, id, defaults) == PrivilegeChange.Loosens)
                {
                    pending.Add(path);
                    Set(effective, path, before);
                }
            }
        }

        return new DefinitionMergeResult(effective.Write(), DefinitionDiff.Changed(current, effective), pending);
    }

    private static void Set(DocumentNode root, string path, DocumentNode? value)
    {
        var parts = path.Split('.');
        var node = root;
        foreach (var part in parts[..^1])
        {
            if (node.Member(part) is not { Kind: JsonValueKind.Object } next)
            {
                node.Members.RemoveAll(member => member.Key == part);
                next = DefinitionDiff.Empty();
                node.Members.Add(new(part, next));
            }

            node = next;
        }

        var place = node.Members.FindIndex(member => member.Key == parts[^1]);
        if (value is null)
        {
            node.Members.RemoveAt(place);
        }
        else if (place >= 0)
        {
            node.Members[place] = new(parts[^1], value);
        }
        else
        {
            node.Members.Add(new(parts[^1], value));
        }
    }
}
