namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>
/// Every field of a definition: the original's, those that its documents promised, and ours. One table for the parser, the schema
/// (<c>agents/agent.schema.json</c>) and the privileged fields, so that none of them can know a field that the others do not.
/// </summary>
public static partial class DefinitionFields
{
    /// <summary>The fields; a section stands before its parts.</summary>
    public static IReadOnlyList<DefinitionField> All { get; } = [.. Identity(), .. Model(), .. Persona(), .. Memory(), .. Behaviour(), .. Trading()];

    private static readonly Dictionary<string, DefinitionField> ByPath = All.ToDictionary(field => field.Path, StringComparer.Ordinal);

    private static readonly ILookup<string, DefinitionField> ByParent = All.ToLookup(field => ParentOf(field.Path), StringComparer.Ordinal);

    /// <summary>The field of a path; null when the table has none.</summary>
    public static DefinitionField? Find(string path) => ByPath.GetValueOrDefault(path);

    /// <summary>The fields directly within a section; those of the document for an empty path.</summary>
    public static IEnumerable<DefinitionField> Within(string path) => ByParent[path];

    private static string ParentOf(string path) => path.LastIndexOf('.') is var dot and >= 0 ? path[..dot] : "";

    private static DefinitionField Text(string path, string description, string? fallback = "\"\"") =>
        new(path, FieldKind.Text, description) { Default = fallback };

    private static DefinitionField Flag(string path, string description, bool fallback) =>
        new(path, FieldKind.Flag, description) { Default = fallback ? "true" : "false" };

    private static DefinitionField Number(string path, string description, string? fallback, double? min = 0, double? max = null) =>
        new(path, FieldKind.Number, description) { Default = fallback, Min = min, Max = max };

    private static DefinitionField Share(string path, string description, string? fallback) => Number(path, description, fallback, 0, 1);

    private static DefinitionField Whole(string path, string description, string? fallback, double? min = 0, double? max = int.MaxValue) =>
        new(path, FieldKind.Whole, description) { Default = fallback, Min = min, Max = max };

    private static DefinitionField Texts(string path, string description) => new(path, FieldKind.TextList, description) { Default = "[]" };

    private static DefinitionField Choice(string path, string description, string? fallback, params string[] choices) =>
        new(path, FieldKind.Choice, description) { Default = fallback, Choices = choices };

    private static DefinitionField Section(string path, string description) => new(path, FieldKind.Section, description);

    private static DefinitionField Any(string path, string description) => new(path, FieldKind.Any, description) { KeptOnly = true };

    private static DefinitionField Kept(DefinitionField field) => field with { KeptOnly = true, Description = $"{field.Description} Kept; changes nothing." };

    private static DefinitionField Later(DefinitionField field, string missing) =>
        field with { NotUsedYet = missing, Description = $"{field.Description} Not used yet: {missing}" };

    private static DefinitionField Secret(string path, string description) =>
        new(path, FieldKind.Text, $"{description} Lifted into the secret store; reads show ***.") { Default = "\"\"", Secret = true };
}
