using System.Globalization;
using PuppetEngine.Memory.Bench;

// Figures of one machine, printed as Markdown, all on one core. Only the ratios travel: docs/memory.md says how they were measured.
// Usage: dotnet run -c Release --project bench/Memory.Bench [-- DIRECTORY [ITEMS]]   (a directory on the disk to be measured; default: temporary, 100000)
var parent = args.Length > 0 ? args[0] : Path.GetTempPath();
var items = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000;
if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
{
    System.Diagnostics.Process.GetCurrentProcess().ProcessorAffinity = 1;
}

var directory = Path.Combine(parent, $"puppet-memory-bench-{Environment.ProcessId}");
Directory.CreateDirectory(directory);
try
{
    await MemoryCard.PrintAsync(directory, items, Console.Out);
}
finally
{
    Directory.Delete(directory, recursive: true);
}
