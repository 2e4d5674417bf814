namespace PuppetEngine.Engine.Journal;

/// <summary>
/// Tells at start whether the database is older than what was already signed outside it: a backup was restored, or its tail was cut. Acting
/// on would send again what was sent after the backup, so the silo starts paused until an operator accepts.
/// </summary>
/// <param name="heads">The chains in the database.</param>
/// <param name="log">The signed heads outside it.</param>
public sealed class RestoreGuard(IJournalHeads heads, ISignedHeadLog log)
{
    private const int MostFindings = 20;

    /// <summary>Compares the database with the last signed line.</summary>
    public async Task<RestoreVerdict> CheckAsync(CancellationToken cancellationToken)
    {
        SignedHeads? last;
        try
        {
            last = await log.ReadLastAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            return new RestoreVerdict(true, [$"The last signed line of the journal's heads does not verify: {e.Message}."]);
        }

        if (last is null)
        {
            return RestoreVerdict.Clear;
        }

        var findings = new List<string>();
        var position = await heads.ReadFeedPositionAsync(cancellationToken).ConfigureAwait(false);
        if (position < last.FeedPosition)
        {
            findings.Add($"The database ends at feed position {position}; heads to {last.FeedPosition} were signed.");
        }

        foreach (var head in last.Heads)
        {
            var stored = await heads.FindHashAsync(head.AgentId, head.Seq, cancellationToken).ConfigureAwait(false);
            if (stored is null || !head.Hash.Span.SequenceEqual(stored))
            {
                findings.Add($"The journal of '{head.AgentId}' {(stored is null ? "ends before" : "has another row at")} {head.Seq}, which was signed.");
            }

            if (findings.Count >= MostFindings)
            {
                break;
            }
        }

        return findings.Count == 0 ? RestoreVerdict.Clear : new RestoreVerdict(true, findings);
    }

    /// <summary>Accepts the database as it is, in an operator's name: a signed line says so, and the next check is clear.</summary>
    public async Task AcceptAsync(CancellationToken cancellationToken)
    {
        var position = await heads.ReadFeedPositionAsync(cancellationToken).ConfigureAwait(false);
        await log.AppendAsync(position, accepted: true, [], cancellationToken).ConfigureAwait(false);
    }
}
