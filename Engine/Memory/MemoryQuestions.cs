using PuppetEngine.Engine.Memory.Index;

namespace PuppetEngine.Engine.Memory;

/// <summary>Gets the vectors of questions, and keeps the last ones: an agent asks about the same things again and again.</summary>
internal sealed class MemoryQuestions(string agentId, IMemoryModel model, MemoryOptions options, TimeProvider time)
{
    private const int MostKept = 64;

    private readonly Dictionary<string, (string Model, float[] Vector)> _kept = new(StringComparer.Ordinal);

    /// <summary>The vector of a question in the index's model; none, with the reason, where there is none in time.</summary>
    internal async Task<MemoryQuestion> AskAsync(string text, MemoryIndex index)
    {
        if (_kept.TryGetValue(text, out var known) && known.Model == index.Model)
        {
            return new MemoryQuestion(known.Vector, null, null);
        }

        using var patience = new CancellationTokenSource(options.QuestionPatience, time);
        MemoryVectors made;
        try
        {
            made = await model.EmbedAsync(agentId, [text], patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            return new MemoryQuestion(null, "the embedding model did not answer in time", null);
        }

        if (made.IsStandIn || made.Vectors.Count != 1)
        {
            return new MemoryQuestion(null, "the embedding model does not answer", null);
        }

        if (VectorCode.Unit(made.Vectors[0]) is not { } unit)
        {
            return new MemoryQuestion(null, "the question has no words", null);
        }

        if (index.Model is not null && made.Model != index.Model)
        {
            return new MemoryQuestion(null, $"the model is {made.Model} now, and the vectors are being made anew", made.Model);
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[text] = (made.Model, unit);
        return index.Dimension == unit.Length
            ? new MemoryQuestion(unit, null, null)
            : new MemoryQuestion(null, "no memory has a vector yet", null);
    }
}

/// <summary>A question's vector, or why there is none.</summary>
/// <param name="Vector">The vector, of length 1; null when there is none.</param>
/// <param name="Hindrance">Why there is none.</param>
/// <param name="SwitchTo">The model that the vectors are to be made anew with; null when there is none.</param>
internal readonly record struct MemoryQuestion(float[]? Vector, string? Hindrance, string? SwitchTo);
