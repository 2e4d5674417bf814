namespace PuppetEngine.Tests.Architecture.Sources;

/// <summary>A file of the repository: its path from the root, and where it lies.</summary>
internal sealed record SourceFile(string Path, string FullPath)
{
    public string Text => File.ReadAllText(FullPath);

    public override string ToString() => Path;
}
