using PuppetEngine.Solana.Bench;

// Figures of one machine, printed as Markdown, all on one core. Only the ratios travel.
// Usage: dotnet run -c Release --project bench/Solana.Bench
if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
{
    System.Diagnostics.Process.GetCurrentProcess().ProcessorAffinity = 1;
}

SolanaCard.Print(Console.Out);
