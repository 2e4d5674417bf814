namespace PuppetEngine.Engine.Social;

/// <summary>How good a place is to end a post and begin the next, from worst to best.</summary>
internal enum BreakStrength
{
    /// <summary>Before a mention: at the head of an answer X takes it for its own and does not show it as text.</summary>
    BeforeMention,

    /// <summary>Between words.</summary>
    Word,

    /// <summary>After a comma, semicolon, colon, dash or closing bracket.</summary>
    Clause,

    /// <summary>After a sentence, or at the end of a line.</summary>
    Sentence,
}
