using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Journal;

/// <summary>
/// Verifies one agent's chain, row by row, in constant memory but for the rows that fail. Give it the heads that are known from elsewhere,
/// then all rows as the table has them, then ask <see cref="Finish"/>. Not thread-safe.
/// </summary>
public sealed class JournalVerifier
{
    private const int MostSuspects = 256;

    private readonly string _agentId;
    private readonly List<JournalFinding> _findings = [];
    private readonly List<JournalRow> _suspects = [];
    private readonly ILookup<long, KnownHead> _known;
    private readonly KnownHead? _furthest;
    private long _rows;
    private long _seq;
    private byte[] _hash = new byte[JournalChain.HashLength];

    /// <summary>Begins.</summary>
    /// <param name="agentId">Whose chain it is.</param>
    /// <param name="known">Heads from the agent's state and from the signed file; those with seq 0 say nothing and are left out.</param>
    public JournalVerifier(string agentId, IEnumerable<KnownHead> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var heads = known.Where(k => k.Head.Seq > 0).ToList();
        _agentId = agentId;
        _known = heads.ToLookup(k => k.Head.Seq);
        _furthest = heads.MaxBy(k => k.Head.Seq);
    }

    /// <summary>Verifies a whole chain that is at hand.</summary>
    public static JournalVerdict Verify(string agentId, IEnumerable<JournalRow> rows, IEnumerable<KnownHead> known)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var verifier = new JournalVerifier(agentId, known);
        foreach (var row in rows)
        {
            verifier.Add(row);
        }

        return verifier.Verdict();
    }

    /// <summary>Takes the next row as the table has it, by seq.</summary>
    public void Add(JournalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _rows++;
        var contiguous = CheckPlace(row);
        var whole = CheckFields(row);
        if (contiguous && whole && !row.Prev.AsSpan().SequenceEqual(_hash))
        {
            Report(JournalFlaw.Fork, row.Seq, row.Seq == 1
                ? "the first row follows another row"
                : $"it follows another row than the one stored at {row.Seq - 1}, which was replaced");
        }

        CheckPayload(row);
        foreach (var known in _known[row.Seq])
        {
            if (!known.Head.Hash.Span.SequenceEqual(row.Hash))
            {
                Report(JournalFlaw.Rewrite, row.Seq, $"it is not the row that {known.Source} knows");
            }
        }

        (_seq, _hash) = (row.Seq, row.Hash);
    }

    /// <summary>What is wrong, by seq; empty when the chain is intact.</summary>
    public IReadOnlyList<JournalFinding> Finish()
    {
        ExplainSuspects();
        if (_furthest is { } known && known.Head.Seq > _seq)
        {
            Report(JournalFlaw.Truncation, _seq + 1, $"the rows to {known.Head.Seq} are gone, which {known.Source} knows");
        }

        return [.. _findings.OrderBy(f => f.Seq)];
    }

    /// <summary><see cref="Finish"/>, as it crosses the wire.</summary>
    public JournalVerdict Verdict()
    {
        var findings = Finish();
        return new JournalVerdict
        {
            Intact = findings.Count == 0,
            Rows = _rows,
            Problems = [.. findings.Select(f => $"{f.Flaw.ToString().ToLowerInvariant()} at {f.Seq}: {f.Detail}")],
        };
    }

    private bool CheckPlace(JournalRow row)
    {
        if (row.Seq == _seq + 1)
        {
            return true;
        }

        if (row.Seq > _seq + 1)
        {
            Report(JournalFlaw.Gap, _seq + 1, _seq + 2 == row.Seq ? "the row is missing" : $"the rows to {row.Seq - 1} are missing");
        }
        else
        {
            Report(row.Seq == _seq ? JournalFlaw.Fork : JournalFlaw.Reorder, row.Seq,
                row.Seq == _seq ? "two rows share this place" : $"it stands behind {_seq}");
        }

        return false;
    }

    private bool CheckFields(JournalRow row)
    {
        Span<byte> hash = stackalloc byte[JournalChain.HashLength];
        JournalEncoding.Hash(row, row.Seq, hash);
        var whole = hash.SequenceEqual(row.Hash) && row.AgentId == _agentId;
        if (!whole)
        {
            if (_suspects.Count < MostSuspects)
            {
                _suspects.Add(row);
            }
            else
            {
                Report(JournalFlaw.Edit, row.Seq, "its fields are not those that were hashed");
            }
        }

        return whole;
    }

    private void CheckPayload(JournalRow row)
    {
        // An erasure takes the salt along, so that nobody can find a short payload by trying.
        var erased = row.Payload is null && row.Salt.Length == 0;
        if (!erased && !JournalEncoding.Digest(row.Salt, row.Payload).AsSpan().SequenceEqual(row.PayloadDigest))
        {
            Report(JournalFlaw.Payload, row.Seq, row.Payload is null ? "its payload is gone without having been erased" : "its payload is not the one that was hashed");
        }
    }

    private void ExplainSuspects()
    {
        Span<byte> hash = stackalloc byte[JournalChain.HashLength];
        foreach (var row in _suspects)
        {
            long? own = null;
            foreach (var other in _suspects)
            {
                JournalEncoding.Hash(row, other.Seq, hash);
                if (other.Seq != row.Seq && hash.SequenceEqual(row.Hash))
                {
                    own = other.Seq;
                }
            }

            if (own is { } place)
            {
                Report(JournalFlaw.Reorder, row.Seq, $"the row that belongs to {place} stands here");
            }
            else
            {
                Report(JournalFlaw.Edit, row.Seq, "its fields are not those that were hashed");
            }
        }

        _suspects.Clear();
    }

    private void Report(JournalFlaw flaw, long seq, string detail) => _findings.Add(new JournalFinding(flaw, seq, detail));
}
