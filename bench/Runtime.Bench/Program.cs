using PuppetEngine.Runtime.Bench;

var folder = Directory.CreateTempSubdirectory("puppet-bench-").FullName;
try
{
    Console.WriteLine($"### {BenchSilo.Name}, {Environment.ProcessorCount} cores, .NET {Environment.Version}\n\n| what | figure |\n|---|---|");
    var heap = Path.Combine(folder, "heap.db");
    foreach (var row in await Measures.Heap(heap))
    {
        Console.WriteLine(row);
    }

    foreach (var row in await Measures.Cold(heap))
    {
        Console.WriteLine(row);
    }

    foreach (var row in await Measures.Start(Path.Combine(folder, "start.db")))
    {
        Console.WriteLine(row);
    }

    await using var silo = await BenchSilo.Start(Path.Combine(folder, "calls.db"));
    foreach (var row in (await Measures.Calls(silo)).Concat(await Measures.Writes(silo)))
    {
        Console.WriteLine(row);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
