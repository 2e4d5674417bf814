using System.Text;
using System.Text.Json;

namespace PuppetEngine.Emulators.Llm.Wire;

/// <summary>Reads a chat-completions body. What is wrong comes back as the sentence of a 400.</summary>
internal static class ChatRequestReader
{
    private static readonly string[] Roles = ["system", "developer", "user", "assistant", "tool", "function"];

    public static (ChatRequest? Request, string Problem) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return (Read(document.RootElement), "");
        }
        catch (JsonException e)
        {
            return (null, $"We could not parse the JSON body of your request. {e.Message}");
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
    }

    private static ChatRequest Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("The body is not an object.");
        }

        if (!root.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array || messages.GetArrayLength() == 0)
        {
            throw new FormatException("Missing required parameter: 'messages'.");
        }

        var format = root.TryGetProperty("response_format", out var f) && f.ValueKind == JsonValueKind.Object ? f : default;
        var formatType = Text(format, "type");
        var request = new ChatRequest
        {
            Model = Text(root, "model"),
            Messages = [.. messages.EnumerateArray().Select(Message)],
            Tools = Tools(root),
            ToolChoice = Choice(root),
            JsonObject = formatType == "json_object",
            Schema = formatType == "json_schema" ? SchemaOf(format) : null,
            Stream = Flag(root, "stream"),
            IncludeUsage = root.TryGetProperty("stream_options", out var options) && Flag(options, "include_usage"),
            MaxTokens = Whole(root, "max_completion_tokens") ?? Whole(root, "max_tokens"),
            Seed = root.TryGetProperty("seed", out var seed) && seed.TryGetInt64(out var n) ? n : 0,
            Parameters = Parameters(root),
        };
        if (request.JsonObject && !request.Messages.Any(m => m.Content.Contains("json", StringComparison.OrdinalIgnoreCase)))
        {
            throw new FormatException("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.");
        }

        return request;
    }

    private static Dictionary<string, decimal> Parameters(JsonElement root)
    {
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDecimal(out var number))
            {
                numbers[member.Name] = number;
            }
        }

        return numbers;
    }

    private static ChatMessage Message(JsonElement message)
    {
        var role = Text(message, "role");
        if (Array.IndexOf(Roles, role) < 0)
        {
            throw new FormatException($"Invalid value: '{role}'. Supported values are: {string.Join(", ", Roles.Select(r => $"'{r}'"))}.");
        }

        return new ChatMessage(role, message.TryGetProperty("content", out var content) ? Content(content) : "");
    }

    private static string Content(JsonElement content)
    {
        if (content.ValueKind != JsonValueKind.Array)
        {
            return content.ValueKind == JsonValueKind.String ? content.GetString()! : "";
        }

        var text = new StringBuilder();
        foreach (var part in content.EnumerateArray().Where(p => Text(p, "type") == "text"))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(Text(part, "text"));
        }

        return text.ToString();
    }

    private static List<ChatTool> Tools(JsonElement root)
    {
        var tools = new List<ChatTool>();
        if (root.TryGetProperty("tools", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var tool in list.EnumerateArray())
            {
                if (!tool.TryGetProperty("function", out var function) || Text(function, "name").Length == 0)
                {
                    throw new FormatException("Missing required parameter: 'tools[].function.name'.");
                }

                var parameters = function.TryGetProperty("parameters", out var schema) ? schema.Clone() : JsonElement.Parse("{}");
                tools.Add(new ChatTool(Text(function, "name"), Text(function, "description"), parameters));
            }
        }

        return tools;
    }

    private static string Choice(JsonElement root)
    {
        if (!root.TryGetProperty("tool_choice", out var choice))
        {
            return "auto";
        }

        return choice.ValueKind == JsonValueKind.Object && choice.TryGetProperty("function", out var function)
            ? Text(function, "name")
            : choice.ValueKind == JsonValueKind.String ? choice.GetString()! : "auto";
    }

    private static JsonElement SchemaOf(JsonElement format)
    {
        if (!format.TryGetProperty("json_schema", out var described) || !described.TryGetProperty("schema", out var schema))
        {
            throw new FormatException("Missing required parameter: 'response_format.json_schema.schema'.");
        }

        return schema.Clone();
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    private static bool Flag(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static int? Whole(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var n) ? n : null;
}
