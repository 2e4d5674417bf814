using PuppetEngine.Grains.Abstractions.Agents;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Collects the problems of one document.</summary>
internal sealed class ProblemList(string file)
{
    /// <summary>The problems so far.</summary>
    public List<DefinitionProblem> Items { get; } = [];

    /// <summary>Whether one of them refuses the definition.</summary>
    public bool AnyFatal => Items.Exists(problem => problem.Fatal);

    /// <summary>Adds a problem that refuses the definition.</summary>
    public void Error(string field, int line, string code, string message) => Add(field, line, code, message, fatal: true);

    /// <summary>Adds a problem that refuses nothing.</summary>
    public void Warning(string field, int line, string code, string message) => Add(field, line, code, message, fatal: false);

    private void Add(string field, int line, string code, string message, bool fatal) => Items.Add(new DefinitionProblem
    {
        File = file,
        Line = line,
        Field = field,
        Code = code,
        Message = message,
        Fatal = fatal,
    });
}
