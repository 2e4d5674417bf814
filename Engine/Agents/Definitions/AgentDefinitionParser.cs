using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Reads an agent's definition. Pure; never throws for what the text holds.</summary>
public static class AgentDefinitionParser
{
    /// <summary>The largest document, in bytes of UTF-8.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Reads a definition.</summary>
    /// <param name="json">The text.</param>
    /// <param name="fileName">The file's name without folders, for problems; empty for a posted document.</param>
    /// <param name="configuredProviders">Provider names that the configuration adds to <see cref="LlmProviders.Known"/>; null for none.</param>
    public static ParsedDefinition Parse(string json, string fileName, IReadOnlyCollection<string>? configuredProviders = null) =>
        Read(json, fileName, configuredProviders, isCanonical: false);

    /// <summary>
    /// Reads a document that <see cref="Parse"/> wrote: it holds no credentials and is in its
    /// canonical form, so that neither is looked for again. An agent does this at each of its turns.
    /// </summary>
    /// <param name="canonicalJson">The document: <see cref="ParsedDefinition.CanonicalJson"/>.</param>
    public static ParsedDefinition ParseCanonical(string canonicalJson) => Read(canonicalJson, "", null, isCanonical: true);

    private static ParsedDefinition Read(string json, string fileName, IReadOnlyCollection<string>? configuredProviders, bool isCanonical)
    {
        var problems = new ProblemList(fileName);
        var root = Read(json, problems);
        if (root is null)
        {
            return new ParsedDefinition { Problems = problems.Items };
        }

        new DocumentCheck(problems).Check(root, "");
        var checks = new DefinitionChecks(root, problems, configuredProviders);
        var id = checks.Id();
        checks.Check();
        var credentials = isCanonical ? [] : DefinitionSecrets.Lift(root, id ?? "unnamed", problems);
        var spelt = root.Member("id");
        var definition = id is null || problems.AnyFatal ? null : new DefinitionReader(root, configuredProviders).Read(id);
        if (definition is not null && spelt!.Text != id)
        {
            // The id as the file spells it stays readable as the name.
            spelt.Text = id!;
            if (root.Member("name") is null)
            {
                root.Members.Add(new("name", new DocumentNode { Kind = JsonValueKind.String, Line = spelt.Line, Text = definition.Name }));
            }
        }

        return new ParsedDefinition
        {
            Definition = definition,
            Problems = [.. problems.Items.OrderBy(problem => problem.Line)],
            // A refused document is kept by nobody: a secret may stand where none was looked for.
            CanonicalJson = definition is null ? "" : isCanonical ? json : root.Write(),
            Credentials = definition is null ? [] : credentials,
            AgentId = id ?? "",
        };
    }

    private static DocumentNode? Read(string json, ProblemList problems)
    {
        if (Encoding.UTF8.GetByteCount(json) > MaxBytes)
        {
            problems.Error("", 0, ProblemCodes.TooLarge, string.Create(CultureInfo.InvariantCulture, $"The definition is larger than {MaxBytes / 1024} KiB. Shorten it."));
            return null;
        }

        try
        {
            var root = DocumentNode.Read(json);
            if (root.Kind == JsonValueKind.Object)
            {
                return root;
            }

            problems.Error("", root.Line, ProblemCodes.WrongType, "The file does not hold an object. Begin it with { and end it with }.");
        }
        catch (JsonException error)
        {
            problems.Error("", (int)(error.LineNumber ?? 0) + 1, ProblemCodes.Syntax, SyntaxMessage(error));
        }
        catch (InvalidOperationException)
        {
            problems.Error("", 0, ProblemCodes.Syntax, "A text holds half of a character (a lone \\ud800 to \\udfff). Write the whole character.");
        }

        return null;
    }

    // The reader's own words, without the position (it stands in the problem) and without the file's text, which may be a secret.
    private static string SyntaxMessage(JsonException error)
    {
        var column = (error.BytePositionInLine ?? 0) + 1;
        var hint = error.Message switch
        {
            var m when m.Contains("trailing comma", StringComparison.OrdinalIgnoreCase) => "There is a comma after the last entry. Remove it.",
            var m when m.Contains("comment", StringComparison.OrdinalIgnoreCase) || m.Contains("'/'", StringComparison.Ordinal) => "JSON has no comments. Remove it.",
            var m when m.Contains("does not contain any JSON", StringComparison.OrdinalIgnoreCase) => "The file is empty. Write an object, as in {\"id\": \"ada\"}.",
            var m when m.Contains("Expected depth to be zero", StringComparison.OrdinalIgnoreCase) => "The file ends before the last } or ]. Add what is missing.",
            var m when m.Contains("after a single JSON value", StringComparison.OrdinalIgnoreCase) => "Something follows the end of the object. Remove it.",
            var m when m.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase) => "The objects are nested too deep (more than 32).",
            _ => "Look for a missing comma, quote or bracket here or on the line before.",
        };
        return string.Create(CultureInfo.InvariantCulture, $"The file is no JSON: it breaks at column {column}. {hint}");
    }
}
