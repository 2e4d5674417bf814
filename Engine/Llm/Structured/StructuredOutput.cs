using System.Text.Json;

namespace PuppetEngine.Engine.Llm.Structured;

/// <summary>
/// Gets JSON that satisfies a schema out of what a model wrote: as it stands, else dug out of a fence or the prose around it, else mended.
/// What does not satisfy the schema in the end is no answer.
/// </summary>
public static class StructuredOutput
{
    private const int LongestInstructionName = 64;

    /// <summary>Reads an answer.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="schema">The schema it must satisfy.</param>
    /// <param name="cut">Whether the model stopped at its limit: brackets that are missing then are not put there, for more than they may be missing.</param>
    /// <exception cref="FormatException">The schema itself is wrong.</exception>
    public static StructuredResult Read(string text, JsonElement schema, bool cut)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new StructuredResult(null, false, "the answer is empty");
        }

        string? problem = null;
        var first = true;
        foreach (var candidate in Candidates(text.Trim(), cut))
        {
            if (Parse(candidate) is { } value)
            {
                var problems = JsonSchemaValidator.Validate(schema, value);
                if (problems.Count == 0)
                {
                    return new StructuredResult(value.GetRawText(), !first, null);
                }

                problem ??= "the answer does not satisfy the schema: " + string.Join("; ", problems.Take(3));
            }

            first = false;
        }

        return new StructuredResult(null, false, problem ?? "the answer is not JSON and could not be mended");
    }

    /// <summary>What a prompt says to a model that is not given the schema itself. It contains the word JSON, which some providers insist on.</summary>
    public static string Instruction(string schema, string? name)
    {
        var title = name is { Length: > 0 and <= LongestInstructionName } ? $" \"{name}\"" : "";
        return $"Answer with one JSON value and nothing else: no fence, no comment, no words around it. It must satisfy this JSON Schema{title}:\n{schema}";
    }

    private static IEnumerable<string> Candidates(string text, bool cut)
    {
        yield return text;
        var fenced = Fence(text);
        if (fenced is not null)
        {
            yield return fenced;
        }

        var source = fenced ?? text;
        if (Balanced(source) is { } inner)
        {
            yield return inner;
        }

        var start = source.AsSpan().IndexOfAny('{', '[');
        if (!cut && JsonMender.Mend(start < 0 ? source : source[start..]) is { } mended)
        {
            yield return mended;
        }
    }

    private static string? Fence(string text)
    {
        var open = text.IndexOf("```", StringComparison.Ordinal);
        if (open < 0)
        {
            return null;
        }

        var line = text.IndexOf('\n', open);
        if (line < 0)
        {
            return null;
        }

        var close = text.IndexOf("```", line, StringComparison.Ordinal);
        return (close < 0 ? text[line..] : text[line..close]).Trim();
    }

    /// <summary>The first object or array with all its brackets, strings minded.</summary>
    private static string? Balanced(string text)
    {
        var start = text.AsSpan().IndexOfAny('{', '[');
        if (start < 0)
        {
            return null;
        }

        var depth = 0;
        var inString = false;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (inString)
            {
                i += c == '\\' ? 1 : 0;
                inString = c != '"';
            }
            else if (c == '"')
            {
                inString = true;
            }
            else if (c is '{' or '[')
            {
                depth++;
            }
            else if (c is '}' or ']' && --depth == 0)
            {
                return text[start..(i + 1)];
            }
        }

        return null;
    }

    private static JsonElement? Parse(string candidate)
    {
        try
        {
            return JsonElement.Parse(candidate);
        }
        catch (JsonException)
        {
            // Not JSON yet: the next candidate is tried, and the caller tells when none is left.
            return null;
        }
    }
}
