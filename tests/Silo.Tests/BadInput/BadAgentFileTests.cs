using PuppetEngine.Tests.Silo.Fixtures;

namespace PuppetEngine.Tests.Silo.BadInput;

/// <summary>
/// Rows of the table of bad input that a file or a posted definition can hold: reported by file, line, field and code with a sentence that
/// mends it, in the log and over the API; the neighbours do not notice.
/// </summary>
public sealed class BadAgentFileTests(RunningHouse shared) : IClassFixture<RunningHouse>
{
    // What stands in the file; line, field and code of the report; a part of the sentence.
    private static readonly (string Name, string Text, int Line, string Field, string Code, string Sentence)[] Table =
    [
        ("syntax-comma", "{\n  \"id\": \"bad\",\n  \"name\": \"Bad\",\n}", 4, "", "syntax", "There is a comma after the last entry. Remove it."),
        ("syntax-end", "{\n  \"id\": \"bad\",\n  \"name\": \"Bad\"\n", 4, "", "syntax", "The file ends before the last } or ]. Add what is missing."),
        ("syntax-quote", "{\n  \"id\": \"bad\",\n  \"name\": Bad\n}", 3, "", "syntax", "Look for a missing comma, quote or bracket"),
        ("empty", "", 1, "", "syntax", "The file is empty."),
        ("list", "[]", 1, "", "wrong_type", "The file does not hold an object."),
        ("type-text", "{\n  \"id\": \"bad\",\n  \"style_guide\": { \"voice\": 7 }\n}", 3, "style_guide.voice", "wrong_type", "style_guide.voice"),
        ("type-number", "{\n  \"id\": \"bad\",\n  \"behavior\": {\n    \"post_frequency\": { \"min_hours_between_posts\": \"often\" }\n  }\n}", 4, "behavior.post_frequency.min_hours_between_posts", "wrong_type", "number"),
        ("range", "{\n  \"id\": \"bad\",\n  \"behavior\": { \"post_frequency\": { \"min_hours_between_posts\": -1 } }\n}", 3, "behavior.post_frequency.min_hours_between_posts", "out_of_range", "min_hours_between_posts"),
        ("provider", "{\n  \"id\": \"bad\",\n  \"agent_settings\": {},\n  \"llm_provider\": \"skynet\"\n}", 4, "llm_provider", "unknown_provider", "Write one of:"),
        ("zone", "{\n  \"id\": \"bad\",\n  \"time_zone\": \"Mars/Olympus\"\n}", 3, "time_zone", "unknown_time_zone", "Europe/Berlin"),
        ("no-id", "{\n  \"name\": \"Nobody\"\n}", 1, "id", "missing_id", "id"),
        ("bad-id", "{\n  \"id\": \"!!!\"\n}", 2, "id", "bad_id", "id"),
        ("path-id", "{\n  \"id\": \"../../etc/passwd\"\n}", 2, "id", "path_in_id", "id"),
        ("url", "{\n  \"id\": \"bad\",\n  \"links\": [\"not an address\"]\n}", 3, "links", "bad_url", "Write it whole, as in"),
        ("duplicate", "{\n  \"id\": \"wren\"\n}", 0, "id", "duplicate_id", "wren.json defines the agent 'wren' already."),
    ];

    /// <summary>All of the table.</summary>
    public static TheoryData<string, string, int, string, string, string> Rows => new(Table);

    /// <summary>What can be posted: a body must be JSON at all, and an agent that exists is a conflict (<see cref="BadRequestTests"/>).</summary>
    public static TheoryData<string, string, int, string, string, string> PostedRows => new(Table.Where(row => row.Code is not ("syntax" or "duplicate_id") && row.Name != "list"));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_bad_file_is_reported_with_line_field_code_and_mending_sentence_and_stops_no_other(
        string name, string text, int line, string field, string code, string sentence)
    {
        var file = $"{name}.json";
        var report = await shared.BesideNeighboursAsync(async () =>
        {
            shared.House.Write(file, text);
            return await shared.Silo.Process.LineAsync(l => l.Contains($"{file} line ", StringComparison.Ordinal), $"a report of {file}");
        });
        File.Delete(Path.Combine(shared.House.Agents, file));

        Assert.Contains($"{file} line {line} {field}: ", report, StringComparison.Ordinal);
        Assert.Contains(sentence, report, StringComparison.Ordinal);
        Assert.EndsWith($"({code})", report, StringComparison.Ordinal);
        Assert.Equal(404, (await shared.Silo.GetAsync("/v1/agents/bad")).Status);
    }

    [Theory]
    [MemberData(nameof(PostedRows))]
    public async Task A_bad_definition_over_the_api_is_422_with_the_same_line_field_and_sentence(
        string name, string text, int line, string field, string code, string sentence)
    {
        var answer = await shared.BesideNeighboursAsync(() => shared.Silo.SendAsync(HttpMethod.Post, "/v1/agents", text));
        Assert.True(answer.Status == 422, $"{name}: {answer.Body}");
        Assert.Equal("invalid_definition", answer.Code);
        var error = answer.Json.GetProperty("errors").EnumerateArray().First(e => e.GetProperty("code").GetString() == code);
        Assert.Equal(field, error.GetProperty("field").GetString());
        Assert.Equal(line, error.GetProperty("line").GetInt32());
        Assert.Contains(sentence, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_key_is_kept_with_a_warning_that_names_the_key_that_was_meant()
    {
        var line = await shared.BesideNeighboursAsync(async () =>
        {
            shared.House.Write("misspelt.json", Samples.Agent("misspelt", more: ",\n  \"stile_guide\": { \"voice\": \"x\" }"));
            return await shared.Silo.Process.LineAsync(l => l.Contains("misspelt.json line ", StringComparison.Ordinal), "a warning");
        });
        Assert.Contains("stile_guide", line, StringComparison.Ordinal);
        Assert.Contains("style_guide", line, StringComparison.Ordinal);
        Assert.EndsWith("(misspelt_key)", line, StringComparison.Ordinal);
        Assert.Equal(200, (await shared.Silo.GetAsync("/v1/agents/misspelt")).Status);
    }

    [Fact]
    public async Task A_bad_edit_leaves_the_agent_with_its_last_good_definition()
    {
        await shared.Silo.Process.LineAsync("fox: version 1");
        var before = await shared.Silo.GetAsync("/v1/agents/fox");
        shared.House.Write("fox.json", "{ \"id\": \"fox\", \"style_guide\": ");
        await shared.Silo.Process.LineAsync(l => l.Contains("fox.json line 1", StringComparison.Ordinal), "a report of fox.json");
        var after = await shared.Silo.GetAsync("/v1/agents/fox");
        shared.House.Write("fox.json", Samples.Agent("fox"));

        Assert.Equal(before.Json.GetProperty("definition_version").GetInt64(), after.Json.GetProperty("definition_version").GetInt64());
        Assert.Equal("active", after.Json.GetProperty("status").GetString());
        await shared.NextPostAsync("fox");
    }
}
