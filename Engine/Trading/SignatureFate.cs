namespace PuppetEngine.Engine.Trading;

/// <summary>What became of a signed transaction.</summary>
public enum SignatureFate
{
    /// <summary>It may still land, or nobody can say.</summary>
    Open = 0,

    /// <summary>It stands in a block that may yet be given up.</summary>
    Landed = 1,

    /// <summary>It worked, for good.</summary>
    Done = 2,

    /// <summary>The chain took its fee and undid the rest, for good.</summary>
    Failed = 3,

    /// <summary>It never landed and never can: only now may anything be signed in its place.</summary>
    Dead = 4,

    /// <summary>The endpoints contradict each other. Nothing is signed and nothing is settled.</summary>
    Contradicted = 5,
}

/// <summary>
/// The rule that keeps a trade from being made twice. A transaction is bound to a recent block and cannot land once the chain is
/// <c>lastValidBlockHeight</c> blocks high. It is dead when the <em>final</em> chain is higher than that and then two endpoints with their whole history, or
/// one that holds those blocks, do not know it. Silence, an error or a single voice prove nothing.
/// </summary>
public static class SignatureRule
{
    /// <summary>Judges what endpoints said; those that did not answer are left out.</summary>
    /// <param name="readings">One reading for each endpoint.</param>
    /// <param name="lastValidHeight">The transaction's <c>lastValidBlockHeight</c>.</param>
    public static SignatureFate Of(IReadOnlyCollection<SignatureReading> readings, ulong lastValidHeight)
    {
        ArgumentNullException.ThrowIfNull(readings);
        var final = readings.Where(r => r.Standing == SignatureStanding.Final).ToList();
        if (final.Count > 0)
        {
            var disagree = final.Select(r => r.Error is null).Distinct().Count() > 1
                || readings.Any(r => r.Standing == SignatureStanding.Absent && r.SearchedHistory && final.Exists(f => f.Slot <= r.FinalizedSlot));
            return disagree ? SignatureFate.Contradicted : final[0].Error is null ? SignatureFate.Done : SignatureFate.Failed;
        }

        if (readings.Any(r => r.Standing == SignatureStanding.Landed))
        {
            return SignatureFate.Landed;
        }

        var witnesses = readings.Where(r => r.SearchedHistory && r.FinalizedHeight > lastValidHeight).DistinctBy(r => r.Endpoint).ToList();
        return witnesses.Count >= 2 || witnesses.Exists(r => r.HoldsBlocks) ? SignatureFate.Dead : SignatureFate.Open;
    }
}
