namespace PuppetEngine.Memory.Bench;

/// <summary>Texts whose words are as unevenly common as those of a language (Zipf), the same at every run.</summary>
internal sealed class BenchTexts(int seed)
{
    private const int Vocabulary = 30_000;

    private static readonly string[] Syllables = ["ba", "ko", "ri", "ten", "mul", "sa", "vo", "pli", "dor", "eth", "nim", "qua", "zer", "lo", "fan", "gu"];
    private static readonly double[] Heights = Sum();

    private readonly Random _random = new(seed);

    /// <summary>A text of so many words.</summary>
    internal string Next(int least, int most) => string.Join(' ', Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => Word(Rank())));

    private int Rank()
    {
        var at = Array.BinarySearch(Heights, _random.NextDouble() * Heights[^1]);
        return Math.Min(at < 0 ? ~at : at, Vocabulary - 1);
    }

    private static string Word(int rank)
    {
        var word = "";
        for (var left = rank + 1; left > 0; left /= Syllables.Length)
        {
            word += Syllables[left % Syllables.Length];
        }

        return word;
    }

    private static double[] Sum()
    {
        var heights = new double[Vocabulary];
        for (var i = 0; i < Vocabulary; i++)
        {
            heights[i] = (i == 0 ? 0 : heights[i - 1]) + 1.0 / (i + 1);
        }

        return heights;
    }
}
