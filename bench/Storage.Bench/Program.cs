using PuppetEngine.Storage.Bench;

// Figures of one machine, printed as Markdown. Only the ratios travel: docs/storage.md says how they were measured.
// Usage: dotnet run -c Release --project bench/Storage.Bench [-- DIRECTORY]   (a directory on the disk to be measured; default: temporary)
var parent = args.Length > 0 ? args[0] : Path.GetTempPath();
var directory = Path.Combine(parent, $"puppet-storage-bench-{Environment.ProcessId}");
Directory.CreateDirectory(directory);
try
{
    await StorageCard.PrintAsync(directory, Console.Out);
}
finally
{
    Directory.Delete(directory, recursive: true);
}
