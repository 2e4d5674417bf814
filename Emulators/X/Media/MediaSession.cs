namespace PuppetEngine.Emulators.X.Media;

/// <summary>An upload under way: which segments came, and the first bytes of the first.</summary>
internal sealed class MediaSession(XMedia media)
{
    private const int HeadLength = 16;
    private readonly Dictionary<int, int> _segments = [];

    public XMedia Media { get; } = media;

    public byte[] Head { get; private set; } = [];

    public long Received => _segments.Values.Sum(n => (long)n);

    /// <summary>Whether the segments are 0, 1, 2 … without a gap and hold what was announced.</summary>
    public bool IsWhole => Received == Media.TotalBytes && _segments.Keys.Order().SequenceEqual(Enumerable.Range(0, _segments.Count));

    /// <summary>A segment; the same one again replaces it.</summary>
    public void Append(int index, byte[] bytes)
    {
        _segments[index] = bytes.Length;
        if (index == 0)
        {
            Head = bytes[..Math.Min(HeadLength, bytes.Length)];
        }
    }
}
