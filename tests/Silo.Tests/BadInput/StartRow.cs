using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>One row of the table of bad input that a start can meet.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="ExitCode">What the program ends with.</param>
/// <param name="Says">Parts of the one sentence that it writes.</param>
internal sealed record StartRow(string Name, int ExitCode, params string[] Says)
{
    /// <summary>Further words of the command line.</summary>
    public string[] Words { get; init; } = [];

    /// <summary>Variables.</summary>
    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>A program that starts it.</summary>
    public Func<House, string[]> Before { get; init; } = _ => [];

    /// <summary>Makes it wrong; what it gives back is put away when the row is over.</summary>
    public Func<House, IDisposable?> Break { get; init; } = _ => null;

    /// <summary>Does what the sentence says. Default: nothing but leaving the words and variables away.</summary>
    public Action<UsedData, House> Mend { get; init; } = (_, _) => { };

    /// <summary>The name, as the test's.</summary>
    public override string ToString() => Name;
}
