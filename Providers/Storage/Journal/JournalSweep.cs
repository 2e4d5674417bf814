using PuppetEngine.Providers.Storage.Sql;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>
/// Erases payloads that have been kept long enough, and nothing else: a row's digest, hash and summary stay, so that the chain verifies.
/// It walks the feed in pages of its own transactions, so that writers wait for one page at most, and begins where payloads are left
/// that will be due one day. Sweeps of several processes meet without harm.
/// </summary>
internal sealed class JournalSweep(SqlDatabase database)
{
    /// <summary>Rows looked at in one transaction.</summary>
    private const int PageRows = 500;

    private const string Page = "SELECT feed_position, kind, at_ms, CASE WHEN payload IS NULL THEN 0 ELSE 1 END FROM journal WHERE feed_position > @after ORDER BY feed_position LIMIT @limit";

    // The salt goes with the payload: kept, it would let anybody find a short payload by trying.
    private const string Erase = "UPDATE journal SET payload = NULL, salt = @none WHERE feed_position = @position";

    private long _from;

    /// <summary>Sweeps once; the number of payloads erased.</summary>
    /// <param name="kept">How long payloads are kept, by kind; other kinds are kept for ever.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancellationToken">Ends the sweep between two pages.</param>
    internal async Task<int> RunAsync(IReadOnlyDictionary<string, TimeSpan> kept, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var dueBefore = kept.ToDictionary(k => k.Key, k => (now - k.Value).ToUnixTimeMilliseconds(), StringComparer.Ordinal);
        var (erased, after, waiting) = (0, _from, (long?)null);
        while (dueBefore.Count > 0)
        {
            var position = after;
            var page = await database.WriteAsync(session => ErasePage(session, position, dueBefore), cancellationToken).ConfigureAwait(false);
            erased += page.Erased;
            waiting ??= page.FirstWaiting;
            if (page.Rows < PageRows || page.AllYoung)
            {
                // Rows come in the order of their time: behind a page of rows that are not due there are none that are.
                _from = (waiting ?? page.Last + 1) - 1;
                return erased;
            }

            after = page.Last;
            _from = (waiting ?? after + 1) - 1;
        }

        return erased;
    }

    private static SweptPage ErasePage(SqlSession session, long after, Dictionary<string, long> dueBefore)
    {
        var rows = session.Rows(Page, static r => (Position: r.GetInt64(0), Kind: r.GetString(1), AtMs: r.GetInt64(2), HasPayload: r.GetInt32(3) == 1), ("@after", after), ("@limit", (long)PageRows));
        var due = rows.Where(r => r.HasPayload && dueBefore.TryGetValue(r.Kind, out var before) && r.AtMs < before).ToList();
        foreach (var row in due)
        {
            session.Execute(Erase, ("@none", Array.Empty<byte>()), ("@position", row.Position));
        }

        var waiting = rows.Where(r => r.HasPayload && dueBefore.TryGetValue(r.Kind, out var before) && r.AtMs >= before).Select(r => (long?)r.Position).FirstOrDefault();
        var youngest = dueBefore.Values.Max();
        return new SweptPage(rows.Count, due.Count, rows.Count > 0 ? rows[^1].Position : after, waiting, rows.All(r => r.AtMs >= youngest));
    }

    private sealed record SweptPage(int Rows, int Erased, long Last, long? FirstWaiting, bool AllYoung);
}
