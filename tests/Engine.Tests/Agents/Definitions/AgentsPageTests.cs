using System.Text.RegularExpressions;
using PuppetEngine.Engine.Agents.Definitions;

namespace PuppetEngine.Tests.Engine.Agents.Definitions;

/// <summary>docs/agents.md says what the parser does.</summary>
public sealed partial class AgentsPageTests
{
    [Fact]
    public void Its_table_names_every_field_and_no_other()
    {
        var named = FieldRow().Matches(AgentsFolder.Page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        var fields = DefinitionFields.All.Where(field => field.Kind != FieldKind.Section).Select(field => field.Path).Order(StringComparer.Ordinal);
        Assert.Equal(fields, named);
    }

    [Fact]
    public void Its_example_loads_without_a_problem()
    {
        var example = AgentsFolder.Page.Split("```json")[1].Split("```")[0];
        Assert.Empty(AgentDefinitionParser.Parse(example, "").Problems);
    }

    [Fact]
    public void Its_table_of_problems_names_every_code()
    {
        var codes = typeof(ProblemCodes).GetFields().Select(code => (string)code.GetRawConstantValue()!);
        Assert.All(codes, code => Assert.Contains($"`{code}`", AgentsFolder.Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| `([^`]+)`(?: \((?:kept|secret)\))? \| (?:text|true or false|number|whole number|object|anything|list of|dry_run|skip)", RegexOptions.Multiline)]
    private static partial Regex FieldRow();
}
