using Orleans;

namespace PuppetEngine.Grains.Abstractions.Agents;

/// <summary>One thing wrong with a definition, with the sentence that mends it.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Agents.DefinitionProblem")]
public sealed record DefinitionProblem
{
    /// <summary>The file, without folders; empty for a posted document.</summary>
    [Id(0)] public string File { get; init; } = "";

    /// <summary>The line, from 1; 0 when unknown.</summary>
    [Id(1)] public int Line { get; init; }

    /// <summary>The field as a path, as in <c>behavior.post_frequency.min_hours_between_posts</c>; empty for the whole document.</summary>
    [Id(2)] public string Field { get; init; } = "";

    /// <summary>A stable code, as in <c>wrong_type</c>.</summary>
    [Id(3)] public required string Code { get; init; }

    /// <summary>What is wrong and how to mend it.</summary>
    [Id(4)] public required string Message { get; init; }

    /// <summary>Whether the definition is refused for it; otherwise it is a warning.</summary>
    [Id(5)] public bool Fatal { get; init; } = true;
}
