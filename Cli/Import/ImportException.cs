using PuppetEngine.Cli.Terminal;

namespace PuppetEngine.Cli.Import;

/// <summary>A file of an old install that cannot be read: which, where, and what to do. Holds nothing of its content.</summary>
public sealed class ImportException(string file, string place, string message)
    : Exception($"{file}{(place.Length > 0 ? $", {place}" : "")}: {message}")
{
    /// <summary>The file's path as it was given.</summary>
    public string File { get; } = file;

    /// <summary>Where in it, as in <c>line 12</c> or <c>document 3 at byte 4096</c>; empty for the whole file.</summary>
    public string Place { get; } = place;

    /// <summary>The same for a person at the command line.</summary>
    internal CliException ForPerson() => new($"{Message}\nNothing was imported.");
}
