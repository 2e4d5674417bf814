namespace PuppetEngine.Tests.Console.Browser;

/// <summary>The browser of this machine: <c>PUPPET_TEST_CHROMIUM</c>, or the first of Chromium's usual names on the PATH. None is ever downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chromium.exe", "chrome.exe"];

    /// <summary>The program; null where none is installed.</summary>
    public static string? Program { get; } = Find();

    /// <summary>Null where a browser can be started; else one line that says what to install.</summary>
    public static string? Missing => Program is null ? "Chromium is not installed: apt-get install chromium (or name one by PUPPET_TEST_CHROMIUM)" : null;

    private static string? Find() =>
        Environment.GetEnvironmentVariable("PUPPET_TEST_CHROMIUM") is { Length: > 0 } named
            ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);
}
