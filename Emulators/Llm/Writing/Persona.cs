namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Who writes, as far as a system prompt says.</summary>
internal sealed record Persona
{
    public string Name { get; init; } = "";

    public List<string> Interests { get; init; } = [];

    /// <summary>Traits, voice, tone and manner in one text, from which the register is told.</summary>
    public string Manner { get; init; } = "";

    public List<string> LikedWords { get; init; } = [];

    /// <summary>Words and topics that must not appear.</summary>
    public List<string> Avoided { get; init; } = [];

    public bool LowerCase { get; init; }

    public bool Hashtags { get; init; }

    public bool Emoji { get; init; }

    public bool NoHyphens { get; init; }

    /// <summary>Writes a line, not a paragraph.</summary>
    public bool Brief { get; init; }

    public bool Wordy { get; init; }
}
