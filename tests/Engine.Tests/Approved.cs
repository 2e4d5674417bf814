using System.Runtime.CompilerServices;

namespace PuppetEngine.Tests.Engine;

/// <summary>
/// Texts that change only on purpose: each has a copy in a folder <c>Approved</c> beside its test. A difference writes the new text to
/// where it can be looked at and taken over.
/// </summary>
internal static class Approved
{
    public static void Equal(string name, string actual, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Folder(here), "Approved", name);
        actual = actual.ReplaceLineEndings("\n");
        var approved = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (approved == actual)
        {
            return;
        }

        var received = Path.Combine(AppContext.BaseDirectory, "received." + name);
        File.WriteAllText(received, actual);
        var line = approved.Split('\n').Zip(actual.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        Assert.Fail($"{name} differs from its approved copy at line {line}. When the change is meant: cp {received} {path}");
    }

    /// <summary>The test's folder, found from the program when the sources were built elsewhere.</summary>
    private static string Folder(string here)
    {
        var inside = here.Replace('\\', '/').Split("tests/Engine.Tests/")[^1];
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var project = Path.Combine(folder.FullName, "tests", "Engine.Tests");
            if (Directory.Exists(project))
            {
                return Path.GetDirectoryName(Path.Combine(project, inside))!;
            }
        }

        return Path.GetDirectoryName(here)!;
    }
}
