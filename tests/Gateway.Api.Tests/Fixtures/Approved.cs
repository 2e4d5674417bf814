using System.Runtime.CompilerServices;

namespace PuppetEngine.Tests.Gateway.Api.Fixtures;

/// <summary>Texts that change only on purpose. A difference writes the new text beside the approved one, to be looked at and taken over.</summary>
internal static class Approved
{
    public static void Equal(string name, string actual, [CallerFilePath] string here = "")
    {
        var folder = Path.Combine(Root(here), "Approved");
        var path = Path.Combine(folder, name);
        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        if (approved == actual)
        {
            return;
        }

        var received = Path.Combine(Path.GetTempPath(), "received." + name);
        File.WriteAllText(received, actual);
        var line = approved.Split('\n').Zip(actual.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        Assert.Fail($"{name} differs from its approved copy at line {line}. When the change is meant: cp {received} tests/Gateway.Api.Tests/Approved/{name}");
    }

    /// <summary>The test project's folder, found from the program when the sources were built elsewhere.</summary>
    private static string Root(string here)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var project = Path.Combine(folder.FullName, "tests", "Gateway.Api.Tests");
            if (Directory.Exists(project))
            {
                return project;
            }
        }

        return Path.GetDirectoryName(Path.GetDirectoryName(here))!;
    }
}
