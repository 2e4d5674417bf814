using System.Globalization;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>Checks the form of every known field of a document against the table; unknown keys are left alone.</summary>
internal sealed class DocumentCheck(ProblemList problems)
{
    /// <summary>Checks an object and what lies within it.</summary>
    public void Check(DocumentNode node, string path)
    {
        foreach (var (name, line) in node.Repeated)
        {
            problems.Warning(Join(path, name), line, ProblemCodes.Repeated, $"\"{name}\" stands twice here; the later value counts. Remove one of them.");
        }

        foreach (var (name, value) in node.Members)
        {
            var field = DefinitionFields.Find(Join(path, name));
            if (field is null)
            {
                Suggest(name, value, path);
            }
            else if (value.Kind != JsonValueKind.Null)
            {
                Check(field, value);
                if (field.NotUsedYet is { } missing && AsksForSomething(field, value))
                {
                    problems.Warning(field.Path, value.Line, ProblemCodes.NotUsedYet, $"{field.Path} is kept and changes nothing yet: {missing} Leave it as it is, or remove it.");
                }
            }
        }
    }

    // What says no more than the default disappoints nobody.
    private static bool AsksForSomething(DefinitionField field, DocumentNode value) => field.Kind switch
    {
        FieldKind.TextList => value.Items.Count > 0,
        FieldKind.Flag => value.Kind == JsonValueKind.True,
        _ => value.Text.Length > 0,
    };

    private void Check(DefinitionField field, DocumentNode value)
    {
        switch (field.Kind)
        {
            case FieldKind.Section when Is(field, value, JsonValueKind.Object, "an object, as in {}"):
                Check(value, field.Path);
                break;
            case FieldKind.Map:
                Is(field, value, JsonValueKind.Object, "an object, as in {}");
                break;
            case FieldKind.Text:
                Is(field, value, JsonValueKind.String, "a text in quotes");
                break;
            case FieldKind.Flag when value.Kind is not (JsonValueKind.True or JsonValueKind.False):
                Wrong(field, value, "true or false, without quotes");
                break;
            case FieldKind.Number or FieldKind.Whole when Is(field, value, JsonValueKind.Number, "a number without quotes"):
                Number(field, value);
                break;
            case FieldKind.Choice when Is(field, value, JsonValueKind.String, "a text in quotes") && !field.Choices.Contains(value.Text):
                problems.Error(field.Path, value.Line, ProblemCodes.UnknownValue, $"{field.Path} knows no \"{Short(value.Text)}\". Write one of: {string.Join(", ", field.Choices)}.");
                break;
            case FieldKind.TextList when Is(field, value, JsonValueKind.Array, "a list of texts, as in [\"one\", \"two\"]"):
                value.Items.ForEach(item => Is(field, item, JsonValueKind.String, "a list of texts, each in quotes"));
                break;
            case FieldKind.WholeList when Is(field, value, JsonValueKind.Array, "a list of numbers, as in [9, 18]"):
                foreach (var item in value.Items.Where(item => Is(field, item, JsonValueKind.Number, "a list of numbers without quotes")))
                {
                    Number(field, item);
                }

                break;
            case FieldKind.EventList when Is(field, value, JsonValueKind.Array, "a list of texts or objects"):
                value.Items.ForEach(item => Event(field, item));
                break;
        }
    }

    private void Event(DefinitionField field, DocumentNode item)
    {
        if (item.Kind == JsonValueKind.Object)
        {
            if (item.Member("content") is not { Kind: JsonValueKind.String })
            {
                Wrong(field, item, "objects whose \"content\" is a text");
            }
        }
        else
        {
            Is(field, item, JsonValueKind.String, "texts, or objects whose \"content\" is a text");
        }
    }

    private void Number(DefinitionField field, DocumentNode value)
    {
        var number = double.Parse(value.Text, CultureInfo.InvariantCulture);
        if (field.Kind is FieldKind.Whole or FieldKind.WholeList && number != Math.Floor(number))
        {
            Wrong(field, value, "a whole number");
        }
        else if (!double.IsFinite(number) || number < field.Min || number > field.Max)
        {
            var bounds = (field.Min, field.Max) switch
            {
                ({ } min, { } max) when max < int.MaxValue => string.Create(CultureInfo.InvariantCulture, $"from {min} to {max}"),
                ({ } min, _) => string.Create(CultureInfo.InvariantCulture, $"of {min} or more"),
                _ => "that is finite",
            };
            problems.Error(field.Path, value.Line, ProblemCodes.OutOfRange, $"{field.Path} is {Short(value.Text)}. Write a number {bounds}.");
        }
    }

    private bool Is(DefinitionField field, DocumentNode value, JsonValueKind kind, string wanted)
    {
        if (value.Kind == kind)
        {
            return true;
        }

        Wrong(field, value, wanted);
        return false;
    }

    // The value itself is not repeated: somebody may have put a secret into the wrong place.
    private void Wrong(DefinitionField field, DocumentNode value, string wanted) =>
        problems.Error(field.Path, value.Line, ProblemCodes.WrongType, $"{field.Path} holds {Name(value)}. Write {wanted}.");

    private void Suggest(string name, DocumentNode value, string path)
    {
        if (Spelling.Nearest(name, DefinitionFields.Within(path).Select(field => field.Name)) is { } near)
        {
            problems.Warning(Join(path, name), value.Line, ProblemCodes.Misspelt, $"There is no field \"{Short(name)}\" here; it is kept and changes nothing. Did you mean \"{near}\"?");
        }
    }

    private static string Name(DocumentNode value) => value.Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => value.Text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "a number" : "a fraction",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
