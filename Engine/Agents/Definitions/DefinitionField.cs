namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>One field of a definition: the parser reads by it, and the schema is made from it.</summary>
/// <param name="Path">The field's path, as in <c>behavior.post_frequency.min_hours_between_posts</c>.</param>
/// <param name="Kind">The form of its value.</param>
/// <param name="Description">What it does, for whoever writes a file.</param>
public sealed record DefinitionField(string Path, FieldKind Kind, string Description)
{
    /// <summary>The default as a JSON value; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>The least value; null for none.</summary>
    public double? Min { get; init; }

    /// <summary>The greatest value; null for none.</summary>
    public double? Max { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether it holds a secret, which is lifted out.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether it is kept for the original's files and changes nothing.</summary>
    public bool KeptOnly { get; init; }

    /// <summary>What is missing for the field to act; null where it acts. Who sets it is warned.</summary>
    public string? NotUsedYet { get; init; }

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];
}
