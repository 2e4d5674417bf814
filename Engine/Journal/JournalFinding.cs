namespace PuppetEngine.Engine.Journal;

/// <summary>What is wrong with a chain.</summary>
public enum JournalFlaw
{
    /// <summary>A row's fields are not those that were hashed.</summary>
    Edit,

    /// <summary>A row's payload is not the one that was hashed, or it is gone without having been erased.</summary>
    Payload,

    /// <summary>Rows are missing before this one.</summary>
    Gap,

    /// <summary>A row follows another row than the one that is stored before it, or two rows share a seq.</summary>
    Fork,

    /// <summary>A row stands in another row's place.</summary>
    Reorder,

    /// <summary>Rows are missing at the end.</summary>
    Truncation,

    /// <summary>The chain agrees with itself, but is not the chain that was known outside the table.</summary>
    Rewrite,
}

/// <summary>One thing wrong with a chain.</summary>
/// <param name="Flaw">What.</param>
/// <param name="Seq">The first seq that it concerns.</param>
/// <param name="Detail">In words, for a person; without payloads.</param>
public sealed record JournalFinding(JournalFlaw Flaw, long Seq, string Detail);
