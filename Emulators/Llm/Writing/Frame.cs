namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>A post's skeleton, read: literal text and slots in turn. Literals stand at even places, slots at odd ones.</summary>
internal sealed class Frame
{
    public Frame(string text)
    {
        Parts = text.Split('{', '}');
        LiteralWords = [.. Parts.Where((_, i) => i % 2 == 0).Select(NGrams.Count).Where(n => n > 0)];
    }

    public string[] Parts { get; }

    /// <summary>Words in each literal part.</summary>
    public int[] LiteralWords { get; }
}
