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
    public void Its_marks_say_what_is_kept_what_is_lifted_out_and_what_is_not_used_yet()
    {
        var marked = FieldRow().Matches(AgentsFolder.Page).Where(match => match.Groups[2].Success).Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        var expected = DefinitionFields.All
            .Where(field => field.Kind != FieldKind.Section)
            .Select(field => (field.Path, Mark: field.Secret ? "secret" : field.KeptOnly ? "kept" : field.NotUsedYet is not null ? "not yet" : ""))
            .Where(field => field.Mark.Length > 0);
        Assert.Equal(expected.Order(), marked.Order());
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

    [GeneratedRegex(@"^\| `([^`]+)`(?: \((kept|secret|not yet)\))? \| (?:text|true or false|number|whole number|object|anything|list of|dry_run|skip)", RegexOptions.Multiline)]
    private static partial Regex FieldRow();
}
