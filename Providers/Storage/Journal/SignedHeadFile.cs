using System.Text;
using PuppetEngine.Engine.Access;
using PuppetEngine.Engine.Journal;

namespace PuppetEngine.Providers.Storage.Journal;

/// <summary>
/// The append-only file of signed heads, one line each (<see cref="SignedHeadLine"/>). It lies outside the database, so that a database
/// that was cut, rewritten or restored disagrees with it. A last line without its end was broken off by a kill and is written over.
/// </summary>
internal sealed class SignedHeadFile(string path, HeadSigningKey key, Func<string> deploymentId, TimeProvider time) : ISignedHeadLog, IDisposable
{
    private const int MostKnownHeads = 1_000;
    private const int MostProblems = 20;

    private readonly SemaphoreSlim _gate = new(1);

    /// <inheritdoc />
    public async Task<SignedHeads?> ReadLastAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadLastLineAsync(cancellationToken).ConfigureAwait(false) is { } line ? SignedHeadLine.Read(line, key) : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public async Task<(IReadOnlyList<KnownHead> Heads, IReadOnlyList<string> Problems)> ReadAgentAsync(string agentId, CancellationToken cancellationToken)
    {
        var known = new Queue<KnownHead>();
        var problems = new List<string>();
        var prev = SignedHeads.Root;
        long number = 0;
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await foreach (var line in ReadLinesAsync(cancellationToken).ConfigureAwait(false))
            {
                number++;
                Take(line, number, prev, agentId, known, problems);
                prev = SignedHeadLine.Digest(line);
            }
        }
        finally
        {
            _gate.Release();
        }

        return ([.. known], problems);
    }

    /// <inheritdoc />
    public async Task<SignedHeads> AppendAsync(long feedPosition, bool accepted, IReadOnlyList<JournalHead> heads, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = await ReadLastLineAsync(cancellationToken).ConfigureAwait(false);
            var (number, prev) = before is null ? (0, SignedHeads.Root) : (SignedHeadLine.Read(before, key).Number, SignedHeadLine.Digest(before));
            var next = new SignedHeads(number + 1, time.GetUtcNow().ToUnixTimeMilliseconds(), deploymentId(), feedPosition, accepted, heads, prev);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            stream.SetLength(WholeLength(stream));
            stream.Seek(0, SeekOrigin.End);
            stream.Write(Encoding.UTF8.GetBytes(SignedHeadLine.Write(next, key) + "\n"));
            stream.Flush(flushToDisk: true);
            return next;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private void Take(string line, long number, string prev, string agentId, Queue<KnownHead> known, List<string> problems)
    {
        SignedHeads heads;
        try
        {
            heads = SignedHeadLine.Read(line, key);
        }
        catch (InvalidDataException e)
        {
            Report(problems, $"line {number} of the signed heads does not verify: {e.Message}");
            return;
        }

        if (heads.Number != number || heads.Prev != prev)
        {
            Report(problems, $"line {number} of the signed heads does not follow the line before it: lines were taken out or put in");
        }

        if (heads.Accepted)
        {
            // An operator accepted an older database: what was signed before is no longer expected in it.
            known.Clear();
        }

        foreach (var head in heads.Heads.Where(h => h.AgentId == agentId))
        {
            known.Enqueue(new KnownHead(head, $"the head signed at {DateTimeOffset.FromUnixTimeMilliseconds(heads.AtMs):yyyy-MM-dd HH:mm:ss} UTC"));
            if (known.Count > MostKnownHeads)
            {
                known.Dequeue();
            }
        }
    }

    private static void Report(List<string> problems, string problem)
    {
        if (problems.Count < MostProblems)
        {
            problems.Add(problem);
        }
    }

    private async IAsyncEnumerable<string> ReadLinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var whole = WholeLength(stream);
        stream.Seek(0, SeekOrigin.Begin);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        long read = 0;
        while (read < whole && await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            read += Encoding.UTF8.GetByteCount(line) + 1;
            yield return line;
        }
    }

    private async Task<string?> ReadLastLineAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var end = WholeLength(stream);
        if (end == 0)
        {
            return null;
        }

        var start = LastLineEnd(stream, end - 1);
        stream.Seek(start, SeekOrigin.Begin);
        var bytes = new byte[end - 1 - start];
        await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The length up to and with the last line end.</summary>
    private static long WholeLength(FileStream stream) => LastLineEnd(stream, stream.Length);

    /// <summary>The position after the last line end before <paramref name="end"/>; 0 when there is none. Read backwards, because the file only grows.</summary>
    private static long LastLineEnd(FileStream stream, long end)
    {
        var block = new byte[64 * 1024];
        while (end > 0)
        {
            var length = (int)Math.Min(block.Length, end);
            stream.Seek(end - length, SeekOrigin.Begin);
            stream.ReadExactly(block, 0, length);
            var at = block.AsSpan(0, length).LastIndexOf((byte)'\n');
            if (at >= 0)
            {
                return end - length + at + 1;
            }

            end -= length;
        }

        return 0;
    }
}
