using System.Diagnostics.CodeAnalysis;

namespace PuppetEngine.Engine.Memory.Index;

/// <summary>
/// One agent's memories as they are searched: words and codes of vectors in blocks of 1,024. Everything in it is derived from the rows and
/// can be made anew from them. Not thread safe: it belongs to the agent's memory grain.
/// </summary>
public sealed class MemoryIndex
{
    private readonly List<MemoryBlock> _blocks = [];
    private readonly MemoryScanner _scanner;

    /// <summary>An empty index.</summary>
    /// <param name="model">The model whose vectors it takes; null until there are any.</param>
    public MemoryIndex(string? model = null) => (Model, _scanner) = (model, new MemoryScanner(_blocks));

    /// <summary>The model whose vectors it holds; null while there are none.</summary>
    public string? Model { get; private set; }

    /// <summary>The vectors' dimension; 0 while there are none.</summary>
    public int Dimension { get; private set; }

    /// <summary>Memories in it.</summary>
    public int Count => _blocks.Sum(b => b.Live);

    /// <summary>Memories that have no vector of <see cref="Model"/> yet; they are found by their words.</summary>
    public int Pending => _blocks.Sum(b => b.Pending);

    /// <summary>The highest row's number; 0 when empty.</summary>
    public long LastNumber => _blocks.Count == 0 ? 0 : _blocks[^1].Last;

    /// <summary>Adds a memory. Rows come in the order of their numbers; one that is here already changes nothing.</summary>
    public void Add(in MemoryEntry entry, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (entry.Number <= LastNumber)
        {
            return;
        }

        if (_blocks.Count == 0 || _blocks[^1].IsClosed)
        {
            _blocks.Add(new MemoryBlock());
        }

        _blocks[^1].Add(entry, text);
    }

    /// <summary>Adds a stored block behind the others; false when it cannot be read, so that its rows are to be added one by one.</summary>
    /// <param name="model">The model of its vectors.</param>
    /// <param name="body">Its stored form.</param>
    public bool AddBlock(string model, ReadOnlySpan<byte> body)
    {
        if (MemoryBlockImage.Read(body) is not { } image || image.Numbers.Length == 0 || image.Numbers[0] <= LastNumber)
        {
            return false;
        }

        if (_blocks.Count > 0)
        {
            _blocks[^1].IsClosed = true;
        }

        var block = new MemoryBlock(image);
        var isOther = Model is not null && model != Model;
        if (isOther || (block.Stride > 0 && Dimension > 0 && block.Stride != VectorCode.Stride(Dimension)))
        {
            block.DropVectors();
        }

        Model ??= model;
        _blocks.Add(block);
        return true;
    }

    /// <summary>
    /// Gives a memory its vector. A vector of another dimension than the model's is refused, as a memory that is not here is.
    /// </summary>
    /// <param name="number">The row.</param>
    /// <param name="vector">The vector as the model gave it.</param>
    /// <returns>The vector scaled to length 1, as it is to be stored; empty for a text without direction; null when it was refused.</returns>
    public float[]? SetVector(long number, float[] vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        if (vector.Length is 0 or > VectorCode.MostDimensions || (Dimension != 0 && Dimension != vector.Length) || !TryFind(number, out var block, out var place) || block.IsGone(place))
        {
            return null;
        }

        Dimension = vector.Length;
        var unit = VectorCode.Unit(vector);
        block.SetVector(place, unit);
        return unit ?? [];
    }

    /// <summary>Goes over to another model: all memories want vectors anew and are found by their words meanwhile.</summary>
    public void SwitchModel(string model)
    {
        if (Model == model)
        {
            return;
        }

        (Model, Dimension) = (model, 0);
        foreach (var block in _blocks)
        {
            block.DropVectors();
        }
    }

    /// <summary>What a block that was read brought along; the first vectors decide.</summary>
    public void KnowDimension(int dimension) => Dimension = Dimension == 0 ? dimension : Dimension;

    /// <summary>Takes a memory out; false when it is not here.</summary>
    public bool Forget(long number)
    {
        if (!TryFind(number, out var block, out var place) || block.IsGone(place))
        {
            return false;
        }

        block.Forget(place);
        return true;
    }

    /// <summary>What is stored of a memory's recalls.</summary>
    public void KnowAccesses(long number, int count, long lastMs)
    {
        if (TryFind(number, out var block, out var place))
        {
            block.KnowAccesses(place, count, lastMs);
        }
    }

    /// <summary>Notes recalls.</summary>
    public void Touch(long number, DateTimeOffset at, int times)
    {
        if (TryFind(number, out var block, out var place))
        {
            block.Touch(place, at.ToUnixTimeMilliseconds(), times);
        }
    }

    /// <summary>Memories that want a vector, newest first: what just happened is asked about first.</summary>
    public List<long> NextPending(int limit)
    {
        List<long> numbers = [];
        for (var b = _blocks.Count - 1; b >= 0 && numbers.Count < limit; b--)
        {
            var block = _blocks[b];
            for (var i = block.Count - 1; block.Pending > 0 && i >= 0 && numbers.Count < limit; i--)
            {
                if (block.IsPending(i))
                {
                    numbers.Add(block.Number(i));
                }
            }
        }

        return numbers;
    }

    /// <summary>Whether <see cref="NextBlock"/> would give one.</summary>
    public bool HasBlock => _blocks.Exists(b => b.IsReady);

    /// <summary>A block that is full, has all its vectors and is not stored as it is; null when there is none.</summary>
    public MemoryBlockDraft? NextBlock() =>
        _blocks.FindIndex(b => b.IsReady) is var at and >= 0 && _blocks[at] is var block
            ? new MemoryBlockDraft(block, block.First, block.Last, Model ?? "")
            : null;

    /// <summary>Looks for what may fit a question best: no memory outside the candidates is among the <see cref="MemoryProbe.Pool"/> best of a half.</summary>
    public MemoryCandidates Scan(MemoryProbe probe)
    {
        ArgumentNullException.ThrowIfNull(probe);
        return _scanner.Scan(probe.Vector is { } v && v.Length != Dimension ? probe with { Vector = null } : probe);
    }

    private bool TryFind(long number, [NotNullWhen(true)] out MemoryBlock? block, out int place)
    {
        int low = 0, high = _blocks.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            block = _blocks[middle];
            if (number < block.First)
            {
                high = middle - 1;
            }
            else if (number > block.Last)
            {
                low = middle + 1;
            }
            else
            {
                place = block.Find(number);
                return place >= 0;
            }
        }

        (block, place) = (null, -1);
        return false;
    }
}
