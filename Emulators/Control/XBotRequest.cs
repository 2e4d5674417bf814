namespace PuppetEngine.Emulators.Control;

/// <summary>Body of <c>POST /control/x/bots</c>: a user who answers by itself whenever it is named or answered.</summary>
internal sealed record XBotRequest
{
    /// <summary>Handle; made as a scripted user where it does not exist.</summary>
    public required string Handle { get; init; }

    /// <summary>What it says; <c>{n}</c> is the number of the answer.</summary>
    public string Text { get; init; } = "answer number {n}";

    /// <summary>How often it answers in all. Default: 10.</summary>
    public int Most { get; init; } = 10;

    public int DelayMs { get; init; }

    /// <summary>Handles that it answers; empty for everybody.</summary>
    public List<string> Only { get; init; } = [];
}
