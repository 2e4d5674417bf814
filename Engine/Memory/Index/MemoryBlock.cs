namespace PuppetEngine.Engine.Memory.Index;

/// <summary>
/// Up to 1,024 memories in the order of their rows: what ranks them, their words, their vectors' codes. A block grows, is full, and is then
/// stored whole, so that an activation reads a hundred blobs and not a hundred thousand rows. Not thread safe.
/// </summary>
internal sealed class MemoryBlock
{
    internal const int Capacity = 1024;

    private const byte Gone = 1;
    private const byte Embedded = 2;
    private const byte Directed = 4;

    // Most agents remember little, and an open block of each lies in memory: it begins small.
    private const int Smallest = 16;

    private readonly OpenPostings? _open;
    private long[] _numbers;
    private long[] _at;
    private byte[] _kinds;
    private float[] _importance;
    private ushort[] _words;
    private byte[] _flags;
    private long[] _lastAccess;
    private int[] _accesses;
    private float[] _scales = [];
    private float[] _residuals = [];
    private sbyte[] _codes = [];

    /// <summary>An empty block.</summary>
    internal MemoryBlock()
        : this(Smallest) => Postings = _open = new OpenPostings();

    private MemoryBlock(int size)
    {
        (_numbers, _at, _kinds, _importance, _words, _flags) = (new long[size], new long[size], new byte[size], new float[size], new ushort[size], new byte[size]);
        (_lastAccess, _accesses) = (new long[size], new int[size]);
        Postings = null!;
    }

    /// <summary>A block as it was stored.</summary>
    internal MemoryBlock(MemoryBlockImage image)
        : this(image.Numbers.Length)
    {
        (_numbers, _at, _kinds, _importance, _words) = (image.Numbers, image.At, image.Kinds, image.Importance, image.Words);
        (_scales, _residuals, _codes) = (image.Scales, image.Residuals, image.Codes);
        Postings = image.Postings;
        Count = image.Numbers.Length;
        Live = Count;
        Stride = Count == 0 ? 0 : image.Codes.Length / Count;
        for (var i = 0; i < Count; i++)
        {
            _flags[i] = (byte)(Embedded | (_scales[i] > 0 ? Directed : 0));
            TotalWords += _words[i];
        }

        IsClosed = true;
        IsStored = true;
    }

    internal IPostings Postings { get; }

    /// <summary>Places taken, forgotten ones included.</summary>
    internal int Count { get; private set; }

    /// <summary>Memories that are not forgotten.</summary>
    internal int Live { get; private set; }

    /// <summary>Memories without a vector of the present model.</summary>
    internal int Pending { get; private set; }

    /// <summary>Words of all its memories.</summary>
    internal long TotalWords { get; private set; }

    /// <summary>Bytes of a code; 0 while there is none.</summary>
    internal int Stride { get; private set; }

    /// <summary>Takes no more memories: it is full, or rows of another block follow.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>Whether the table holds it as it is.</summary>
    internal bool IsStored { get; set; }

    internal bool IsReady => IsClosed && !IsStored && Pending == 0;

    internal long First => _numbers[0];

    internal long Last => _numbers[Count - 1];

    internal ReadOnlySpan<sbyte> Code(int place) => _codes.AsSpan(place * Stride, Stride);

    internal float Scale(int place) => _scales[place];

    internal float Residual(int place) => _residuals[place];

    internal int Words(int place) => _words[place];

    internal bool IsGone(int place) => (_flags[place] & Gone) != 0;

    internal bool HasVector(int place) => (_flags[place] & (Directed | Gone)) == Directed;

    internal bool IsPending(int place) => (_flags[place] & (Embedded | Gone)) == 0;

    internal long Number(int place) => _numbers[place];

    internal long At(int place) => _at[place];

    internal byte Kind(int place) => _kinds[place];

    internal MemoryEntry Entry(int place) => new(_numbers[place], _kinds[place], _importance[place], _at[place], _lastAccess[place], _accesses[place]);

    /// <summary>The place of a row; below zero when it is not here.</summary>
    internal int Find(long number) => Array.BinarySearch(_numbers, 0, Count, number);

    internal void Add(in MemoryEntry entry, string text)
    {
        if (Count == _numbers.Length)
        {
            Grow(Math.Min(Capacity, Count * 2));
        }

        var place = Count++;
        (_numbers[place], _at[place], _kinds[place], _importance[place]) = (entry.Number, entry.At, entry.Kind, entry.Importance);
        (_lastAccess[place], _accesses[place]) = (entry.LastAccess, entry.Accesses);
        _open!.Add((ushort)place, MemoryTerms.Count(text, out var words));
        _words[place] = (ushort)Math.Min(words, ushort.MaxValue);
        TotalWords += _words[place];
        Live++;
        Pending++;
        IsClosed = Count == Capacity;
    }

    private void Grow(int size)
    {
        Array.Resize(ref _numbers, size);
        Array.Resize(ref _at, size);
        Array.Resize(ref _kinds, size);
        Array.Resize(ref _importance, size);
        Array.Resize(ref _words, size);
        Array.Resize(ref _flags, size);
        Array.Resize(ref _lastAccess, size);
        Array.Resize(ref _accesses, size);
        if (_codes.Length > 0)
        {
            Array.Resize(ref _codes, size * Stride);
            Array.Resize(ref _scales, size);
            Array.Resize(ref _residuals, size);
        }
    }

    /// <summary>Gives a memory its vector; null for a text that has none.</summary>
    internal void SetVector(int place, float[]? unit)
    {
        if (!IsPending(place))
        {
            return;
        }

        _flags[place] |= Embedded;
        Pending--;
        IsStored = false;
        if (unit is null)
        {
            return;
        }

        if (_codes.Length == 0)
        {
            Stride = VectorCode.Stride(unit.Length);
            (_codes, _scales, _residuals) = (new sbyte[_numbers.Length * Stride], new float[_numbers.Length], new float[_numbers.Length]);
        }

        VectorCode.Encode(unit, _codes.AsSpan(place * Stride, Stride), out _scales[place], out _residuals[place]);
        _flags[place] |= Directed;
    }

    /// <summary>Lets go of all vectors, because another model's are to take their place.</summary>
    internal void DropVectors()
    {
        (_codes, _scales, _residuals, Stride, Pending, IsStored) = ([], [], [], 0, 0, false);
        for (var i = 0; i < Count; i++)
        {
            _flags[i] &= Gone;
            Pending += IsPending(i) ? 1 : 0;
        }
    }

    internal void Forget(int place)
    {
        if (IsGone(place))
        {
            return;
        }

        Pending -= IsPending(place) ? 1 : 0;
        Live--;
        TotalWords -= _words[place];
        _flags[place] |= Gone;
        IsStored = false;
    }

    internal void KnowAccesses(int place, int count, long lastMs) => (_accesses[place], _lastAccess[place]) = (count, lastMs);

    internal void Touch(int place, long atMs, int times)
    {
        _lastAccess[place] = Math.Max(_lastAccess[place], atMs);
        _accesses[place] += times;
    }

    /// <summary>The block as it is stored: without what is forgotten.</summary>
    internal MemoryBlockImage ToImage()
    {
        var moved = new int[Count];
        var kept = new int[Live];
        for (int i = 0, next = 0; i < Count; i++)
        {
            moved[i] = IsGone(i) ? -1 : next;
            if (moved[i] >= 0)
            {
                kept[next++] = i;
            }
        }

        var codes = new sbyte[Live * Stride];
        for (var i = 0; i < Live && Stride > 0; i++)
        {
            Code(kept[i]).CopyTo(codes.AsSpan(i * Stride));
        }

        T[] Keep<T>(T[] all) => [.. kept.Select(i => i < all.Length ? all[i] : default!)];
        return new MemoryBlockImage(Keep(_numbers), Keep(_at), Keep(_kinds), Keep(_importance), Keep(_words), Keep(_scales), Keep(_residuals), codes, SealedPostings.Of(Postings, moved));
    }
}
