using System.Numerics.Tensors;

namespace PuppetEngine.Memory.Bench;

/// <summary>What the figures are held against: a bare scan of products over a matrix.</summary>
internal static class BareBaselines
{
    /// <summary>The best rows by product, over a matrix of 32-bit floats, one row after another.</summary>
    internal static List<int> Best(float[] matrix, int dimension, float[] query, int count)
    {
        var best = new PriorityQueue<int, float>();
        for (var row = 0; row < matrix.Length / dimension; row++)
        {
            var product = TensorPrimitives.Dot(matrix.AsSpan(row * dimension, dimension), query);
            if (best.Count < count)
            {
                best.Enqueue(row, product);
            }
            else if (best.TryPeek(out _, out var least) && product > least)
            {
                best.EnqueueDequeue(row, product);
            }
        }

        return [.. best.UnorderedItems.OrderByDescending(i => i.Priority).Select(i => i.Element)];
    }
}
