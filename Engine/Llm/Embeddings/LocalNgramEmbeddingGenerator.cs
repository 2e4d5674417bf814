using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;

namespace PuppetEngine.Engine.Llm.Embeddings;

/// <summary>
/// Embeds texts with no model and no network: words and runs of three to five letters are hashed into 256 dimensions, weighted by the
/// logarithm of their count, and scaled to length 1. It is lexical, not semantic: it finds texts that share words and word parts, and
/// knows nothing of meaning. The same text gives the same vector on every machine and in every release of <c>local-ngram-v1</c>.
/// </summary>
public sealed class LocalNgramEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The model's name, stamped on its vectors.</summary>
    public const string Model = "local-ngram-v1";

    /// <summary>The number of dimensions.</summary>
    public const int Dimensions = 256;

    private const int ShortestRun = 3;
    private const int LongestRun = 5;
    private const float WordWeight = 2f;

    private static readonly EmbeddingGeneratorMetadata Metadata = new("local (lexical, not semantic)", null, Model, Dimensions);

    /// <inheritdoc />
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(static text => new Embedding<float>(Embed(text)) { ModelId = Model })));
    }

    /// <summary>The vector of a text; all zeros for a text without letters and digits.</summary>
    public static float[] Embed(string text)
    {
        var counts = new Dictionary<ulong, float>();
        foreach (var word in Words(text))
        {
            Add(counts, Hash(word, 'w'), WordWeight);
            var framed = $"_{word}_";
            for (var length = ShortestRun; length <= LongestRun; length++)
            {
                for (var i = 0; i + length <= framed.Length; i++)
                {
                    Add(counts, Hash(framed.AsSpan(i, length), 'n'), 1f);
                }
            }
        }

        var vector = new float[Dimensions];
        // Sums of floats depend on their order: a fixed order keeps the vector the same everywhere.
        foreach (var (hash, count) in counts.OrderBy(static pair => pair.Key))
        {
            // One bit of the hash is the sign, so that two features that meet in a dimension cancel as often as they add.
            var sign = (hash & 0x8000_0000_0000_0000) == 0 ? 1f : -1f;
            vector[hash % Dimensions] += sign * MathF.Log(1 + count);
        }

        var norm = MathF.Sqrt(vector.Sum(static x => x * x));
        return norm > 0 ? [.. vector.Select(x => x / norm)] : vector;
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // It holds nothing.
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        // Decomposed, an accent is a mark of its own and drops out: "Café" meets "cafe".
        foreach (var c in Whole(text).Normalize(NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }

    /// <summary>Half a surrogate pair cannot be normalized; it becomes the replacement character.</summary>
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(static rune => rune.ToString()));

    private static void Add(Dictionary<ulong, float> counts, ulong hash, float weight) => counts[hash] = counts.GetValueOrDefault(hash) + weight;

    /// <summary>FNV-1a over UTF-16 units, with a last mixing so that low bits are as good as high ones.</summary>
    private static ulong Hash(ReadOnlySpan<char> text, char kind)
    {
        const ulong Prime = 1099511628211;
        var hash = (14695981039346656037 ^ kind) * Prime;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        hash ^= hash >> 32;
        hash *= 0xd6e8feb86659fd93;
        return hash ^ (hash >> 32);
    }
}
