using System.Text;

namespace PuppetEngine.Tests.TestKit.Secrets;

/// <summary>
/// A value that stands for a secret in a test and looks like nothing else, so that wherever it appears it leaked. Put canaries in by every
/// way a secret can come in, let the product live, and then scan what it left behind.
/// </summary>
/// <param name="Name">What it stands for.</param>
/// <param name="Value">The value to put in.</param>
public sealed record SecretCanary(string Name, string Value)
{
    /// <summary>Canaries that differ in every test run and from one another, from a seed where the run must be repeatable.</summary>
    public static IReadOnlyList<SecretCanary> Make(int count, int? seed = null)
    {
        var random = seed is { } s ? new Random(s) : Random.Shared;
        var made = new List<SecretCanary>(count);
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[18];
            random.NextBytes(bytes);
            // Letters and digits only, so that no encoding of URLs, JSON or XML changes it.
            made.Add(new SecretCanary($"canary-{i + 1}", $"CANARY{i + 1}{Convert.ToHexString(bytes)}"));
        }

        return made;
    }

    /// <summary>All files below a directory, but not those named; key files hold keys, not canaries, and are scanned too.</summary>
    public static IEnumerable<string> FilesIn(string directory, params string[] except) =>
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(f => !except.Contains(Path.GetFileName(f), StringComparer.Ordinal));

    /// <summary>Where canaries stand in files: plain, in UTF-16, in base64 at any offset, in hexadecimal. One line each; empty when there are none.</summary>
    public static List<string> Scan(IEnumerable<SecretCanary> canaries, IEnumerable<string> files)
    {
        var wanted = canaries.Select(c => (c.Name, Forms: Forms(c.Value).ToList())).ToList();
        var found = new List<string>();
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            found.AddRange(wanted.Where(w => w.Forms.Any(f => bytes.AsSpan().IndexOf(f) >= 0)).Select(w => $"{w.Name} stands in {file}"));
        }

        return found;
    }

    /// <summary>Where canaries stand in a text, such as a log, an answer or an error; empty when there are none.</summary>
    public static List<string> ScanText(IEnumerable<SecretCanary> canaries, string text, string where) =>
        [.. canaries.Where(c => text.Contains(c.Value, StringComparison.OrdinalIgnoreCase) || Forms(c.Value).Any(f => text.Contains(Encoding.Latin1.GetString(f), StringComparison.Ordinal)))
            .Select(c => $"{c.Name} stands in {where}")];

    /// <summary>Throws with every place where a canary stands in a file.</summary>
    public static void AssertAbsent(IEnumerable<SecretCanary> canaries, IEnumerable<string> files)
    {
        var found = Scan(canaries, files);
        if (found.Count > 0)
        {
            throw new InvalidOperationException("Secrets leaked:\n" + string.Join('\n', found));
        }
    }

    /// <summary>The value is not shown: a failing test would print it into its log.</summary>
    public override string ToString() => Name;

    private static IEnumerable<byte[]> Forms(string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        yield return plain;
        yield return Encoding.Unicode.GetBytes(value);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(plain));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain));
        for (var offset = 0; offset < 3; offset++)
        {
            // The middle of its base64, which is the same whatever stands before and after it.
            var text = Convert.ToBase64String([.. new byte[offset], .. plain]);
            yield return Encoding.ASCII.GetBytes(text[4..^4]);
        }
    }
}
