namespace PuppetEngine.Engine.Memory.Index;

/// <summary>A block that is to be stored.</summary>
public sealed class MemoryBlockDraft
{
    private readonly MemoryBlock _block;

    internal MemoryBlockDraft(MemoryBlock block, long first, long last, string model)
    {
        var image = block.ToImage();
        (_block, First, Last, Model, Count, Body) = (block, first, last, model, image.Numbers.Length, image.Write());
        block.IsStored = true;
    }

    /// <summary>The lowest row that it may hold.</summary>
    public long First { get; }

    /// <summary>The highest.</summary>
    public long Last { get; }

    /// <summary>Rows in it; 0 when all are forgotten, and then there is nothing to store.</summary>
    public int Count { get; }

    /// <summary>The model of its vectors.</summary>
    public string Model { get; }

    /// <summary>Its stored form.</summary>
    public byte[] Body { get; }

    /// <summary>It was not stored after all, and is to be offered again.</summary>
    public void Failed() => _block.IsStored = false;
}
