namespace PuppetEngine.Engine.Memory.Index;

/// <summary>Which memories of a block have a word.</summary>
internal interface IPostings
{
    /// <summary>Places in the block, ascending, and how often the word stands in each; nothing when none has it.</summary>
    (ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts) Find(ulong term);

    /// <summary>Every word with its places.</summary>
    IEnumerable<(ulong Term, ReadOnlyMemory<ushort> Places, ReadOnlyMemory<byte> Counts)> All();
}
