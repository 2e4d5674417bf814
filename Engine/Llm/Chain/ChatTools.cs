using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm.Structured;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>The tools of a request, and the check of what a model calls.</summary>
internal sealed class ChatTools
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Dictionary<string, JsonElement> _parameters = new(StringComparer.Ordinal);

    private ChatTools(List<AITool> declarations) => Declarations = declarations;

    public List<AITool> Declarations { get; }

    /// <exception cref="FormatException">It is not an array of <c>{name, description, parameters}</c>.</exception>
    public static ChatTools Read(string? json)
    {
        var tools = new ChatTools([]);
        if (string.IsNullOrWhiteSpace(json))
        {
            return tools;
        }

        try
        {
            foreach (var tool in JsonElement.Parse(json).EnumerateArray())
            {
                var name = tool.GetProperty("name").GetString()!;
                var description = tool.TryGetProperty("description", out var words) ? words.GetString() : null;
                var parameters = tool.TryGetProperty("parameters", out var schema) ? schema : JsonElement.Parse("""{"type":"object","properties":{}}""");
                tools.Declarations.Add(AIFunctionFactory.CreateDeclaration(name, description, parameters));
                tools._parameters[name] = parameters;
            }

            return tools;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("The tools are not a JSON array of {name, description, parameters}.", e);
        }
    }

    /// <summary>The calls as a JSON array of <c>{id, name, arguments}</c>; null for none.</summary>
    /// <param name="message">What the model answered.</param>
    /// <param name="problem">What is wrong with the calls: a tool that is not there, arguments that do not satisfy its schema; null when nothing is.</param>
    public string? Calls(ChatResponse message, out string? problem)
    {
        problem = null;
        var calls = message.Messages.SelectMany(static m => m.Contents).OfType<FunctionCallContent>().ToList();
        if (calls.Count == 0)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, Relaxed))
        {
            w.WriteStartArray();
            foreach (var call in calls)
            {
                var arguments = Arguments(call);
                problem ??= Problem(call, arguments);
                w.WriteStartObject();
                w.WriteString("id", call.CallId);
                w.WriteString("name", call.Name);
                w.WritePropertyName("arguments");
                arguments.WriteTo(w);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private string? Problem(FunctionCallContent call, JsonElement arguments)
    {
        if (!_parameters.TryGetValue(call.Name, out var schema))
        {
            return "it called a tool that it was not given";
        }

        if (call.Exception is not null)
        {
            return $"the arguments of its call of '{call.Name}' are not JSON";
        }

        var problems = JsonSchemaValidator.Validate(schema, arguments);
        return problems.Count == 0 ? null : $"the arguments of its call of '{call.Name}' do not satisfy the schema: {string.Join("; ", problems.Take(3))}";
    }

    private static JsonElement Arguments(FunctionCallContent call)
    {
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, Relaxed))
        {
            w.WriteStartObject();
            foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
            {
                w.WritePropertyName(name);
                JsonSerializer.Serialize(w, value);
            }

            w.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }
}
