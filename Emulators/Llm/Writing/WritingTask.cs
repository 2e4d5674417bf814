namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>What a prompt wants to be written.</summary>
internal sealed record WritingTask
{
    public bool IsReply { get; init; }

    /// <summary>What the post has to be about, shortened to a phrase; null for the persona's choice.</summary>
    public string? Topic { get; init; }

    /// <summary>An interest that the prompt suggests without insisting.</summary>
    public string? Theme { get; init; }

    /// <summary>The form that is wished for, in the prompt's own words.</summary>
    public string Form { get; init; } = "";

    public List<string> Recent { get; init; } = [];

    /// <summary>Limits that stand in this message; null where it has none.</summary>
    public int? MaxCharacters { get; init; }

    public int? MaxWords { get; init; }
}
