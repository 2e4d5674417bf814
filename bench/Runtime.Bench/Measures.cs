using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace PuppetEngine.Runtime.Bench;

/// <summary>The measurements; each returns rows of the card.</summary>
internal static class Measures
{
    private const int Callers = 100;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(5);

    internal static async Task<IEnumerable<string>> Calls(BenchSilo silo)
    {
        var plain = new PlainEcho();
        var bare = await Rate(_ => plain.Echo);
        var one = await Rate(n => silo.Grains.GetGrain<IEchoGrain>($"echo-{n}").Echo);
        return
        [
            Row("bare awaited calls, 100 callers", $"{bare:N0}/s"),
            Row("grain calls, 100 callers, 100 grains, arguments and results copied", $"{one:N0}/s"),
            Row("a grain call in bare calls", $"{bare / one:N1}"),
        ];
    }

    internal static async Task<IEnumerable<string>> Writes(BenchSilo silo)
    {
        const int Writers = 64, Each = 50;
        var text = new string('x', 2048);
        await silo.Grains.GetGrain<IMemoGrain>("writer-w").Write(text);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async n =>
        {
            var grain = silo.Grains.GetGrain<IMemoGrain>($"writer-{n}");
            for (var i = 0; i < Each; i++)
            {
                await grain.Write(text);
            }
        }));
        return [Row("durable state writes of 2 KiB, 64 writers, synchronous=FULL", $"{Writers * Each / watch.Elapsed.TotalSeconds:N0}/s")];
    }

    internal static async Task<IEnumerable<string>> Heap(string file)
    {
        const int Grains = 10_000;
        await using var silo = await BenchSilo.Start(file);
        await silo.Grains.GetGrain<IMemoGrain>("warm").Length();
        var before = LiveHeap();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Grains),
            new ParallelOptions { MaxDegreeOfParallelism = 64 },
            async (n, _) => await silo.Grains.GetGrain<IMemoGrain>($"memo-{n}").Write(new string('x', 1024)));
        var after = LiveHeap();
        return [Row("live heap per activation with 2 KiB of state, over 10,000", $"{(after - before) / 1024.0 / Grains:N2} KiB")];
    }

    internal static async Task<IEnumerable<string>> Cold(string file)
    {
        const int Grains = 10_000;
        await using var silo = await BenchSilo.Start(file);
        await silo.Grains.GetGrain<IMemoGrain>("warm").Length();
        var times = new List<double>(Grains);
        for (var n = 0; n < Grains; n++)
        {
            var started = Stopwatch.GetTimestamp();
            await silo.Grains.GetGrain<IMemoGrain>($"memo-{n}").Length();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return [Row("cold activation by key with its state from SQLite, p50 / p99", $"{times[Grains / 2]:N3} / {times[Grains * 99 / 100]:N3} ms")];
    }

    internal static async Task<IEnumerable<string>> Start(string file)
    {
        const int Reminders = 100_000;
        await using (await BenchSilo.Start(file))
        {
            // Makes the tables.
        }

        Overdue(file, Reminders);
        var watch = Stopwatch.StartNew();
        await using var silo = await BenchSilo.Start(file);
        return [Row("start to ready with 100,000 reminders, all two hours late", $"{watch.Elapsed.TotalSeconds:N2} s")];
    }

    /// <summary>Reminders of grains that were due while nothing ran, a period of five minutes each.</summary>
    private static void Overdue(string file, int count)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO OrleansRemindersTable (ServiceId, GrainId, ReminderName, StartTime, Period, GrainHash, Version) VALUES ('puppet', @id, 'wake', @start, 300000, @hash, 0)";
        var id = insert.Parameters.Add("@id", SqliteType.Text);
        var start = insert.Parameters.Add("@start", SqliteType.Text);
        var hash = insert.Parameters.Add("@hash", SqliteType.Integer);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var n = 0; n < count; n++)
        {
            var grain = Orleans.Runtime.GrainId.Create("bench-echo", $"late-{n}");
            id.Value = grain.ToString();
            hash.Value = unchecked((int)grain.GetUniformHashCode());
            start.Value = (now - TimeSpan.FromHours(2) + TimeSpan.FromMilliseconds(n)).ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static async Task<double> Rate(Func<int, Func<EchoMessage, Task<EchoMessage>>> target)
    {
        // One short run first, so that what is measured is compiled code.
        await Run(target, TimeSpan.FromSeconds(1));
        return await Run(target, Span);
    }

    private static async Task<double> Run(Func<int, Func<EchoMessage, Task<EchoMessage>>> target, TimeSpan span)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(n => Task.Run(async () =>
        {
            var call = target(n);
            var message = new EchoMessage { From = "bench", Number = n, At = TimeProvider.System.GetUtcNow(), Words = ["three", "short", "words"] };
            var done = 0L;
            while (watch.Elapsed < span)
            {
                await call(message);
                done++;
            }

            return done;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    private static long LiveHeap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static string Row(string what, FormattableString figure) => $"| {what} | {figure.ToString(CultureInfo.InvariantCulture)} |";

    private sealed class PlainEcho
    {
        internal async Task<EchoMessage> Echo(EchoMessage message)
        {
            await Task.Yield();
            return message;
        }
    }
}
