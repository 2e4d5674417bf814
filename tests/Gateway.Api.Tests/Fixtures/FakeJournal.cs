using System.IO.Compression;
using System.Text;
using PuppetEngine.Grains.Abstractions.Journal;
using PuppetEngine.Tests.TestKit.Time;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>The journal of <see cref="FakeCluster"/>, and its feed.</summary>
public sealed class FakeJournal : IJournalReaderGrain
{
    private readonly Lock _gate = new();
    private readonly List<JournalRow> _rows = [];
    private readonly List<TaskCompletionSource> _reads = [];

    /// <summary>The newest feed position.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
            {
                return _rows.Count;
            }
        }
    }

    /// <summary>Ends when the feed has been read at a position or beyond.</summary>
    public async Task ReadUpToAsync(long position)
    {
        while (true)
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                if (_readTo >= position)
                {
                    return;
                }

                _reads.Add(next);
            }

            await next.Task.WaitAsync(Eventually.Patience, TimeProvider.System);
        }
    }

    private long _readTo = -1;

    /// <summary>Appends rows.</summary>
    public void Add(string agentId, string kind, string effectId = "", string summary = "", string? payload = null)
    {
        lock (_gate)
        {
            _rows.Add(new JournalRow
            {
                AgentId = agentId, Seq = _rows.Count(row => row.AgentId == agentId) + 1, EntryKey = $"k{_rows.Count}", Kind = kind, AtMs = FakeCluster.Moment.ToUnixTimeMilliseconds(),
                EffectId = effectId, Summary = summary, Salt = new byte[32], PayloadDigest = new byte[32], Payload = payload is null ? null : Pack(payload), Prev = new byte[32], Hash = [.. Enumerable.Repeat((byte)7, 32)],
                FeedPosition = _rows.Count + 1,
            });
        }
    }

    public Task<JournalPage> Read(string agentId, long afterSeq, int limit, bool newestFirst)
    {
        lock (_gate)
        {
            var rows = _rows.Where(row => row.AgentId == agentId && (afterSeq == 0 || (newestFirst ? row.Seq < afterSeq : row.Seq > afterSeq))).ToList();
            if (newestFirst)
            {
                rows.Reverse();
            }

            return Task.FromResult(new JournalPage { Items = [.. rows.Take(limit)], Next = rows.Count > limit ? rows[limit - 1].Seq : null });
        }
    }

    public Task<JournalPage> ReadFeed(long afterPosition, int limit)
    {
        lock (_gate)
        {
            var rows = _rows.Where(row => row.FeedPosition > afterPosition).Take(limit).ToList();
            // What was read before this call has been handed out by now.
            _readTo = afterPosition;
            _reads.ForEach(read => read.TrySetResult());
            _reads.Clear();
            return Task.FromResult(new JournalPage { Items = rows, Next = rows.Count == limit ? rows[^1].FeedPosition : null });
        }
    }

    public Task<JournalVerdict> Verify(string agentId) => Task.FromResult(new JournalVerdict { Intact = false, Rows = 2, Problems = ["Row 2 does not follow row 1."] });

    private static byte[] Pack(string payload)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(Encoding.UTF8.GetBytes(payload));
        }

        return packed.ToArray();
    }
}
