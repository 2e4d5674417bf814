using System.Text.Json;
using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>Turns a request into what a chat client takes. Every tier gets the same messages, tools and schema.</summary>
internal static class ChatRequestMapper
{
    /// <summary>The messages; where the provider does not take the schema itself, it stands at the end of the system's message.</summary>
    public static List<ChatMessage> Messages(LlmRequest request, StructuredOutputMode mode)
    {
        var messages = request.Messages.Select(static m => new ChatMessage(RoleOf(m.Role), m.Text)).ToList();
        if (request.JsonSchema is not { } schema || mode == StructuredOutputMode.JsonSchema)
        {
            return messages;
        }

        var instruction = StructuredOutput.Instruction(schema, request.SchemaName);
        var system = messages.FindIndex(static m => m.Role == ChatRole.System);
        if (system < 0)
        {
            messages.Insert(0, new ChatMessage(ChatRole.System, instruction));
        }
        else
        {
            messages[system] = new ChatMessage(ChatRole.System, $"{messages[system].Text}\n\n{instruction}");
        }

        return messages;
    }

    /// <summary>The options of one attempt.</summary>
    public static ChatOptions Options(LlmRequest request, ChatTools tools, string model, StructuredOutputMode mode, int maxOutputTokens) => new()
    {
        ModelId = model,
        MaxOutputTokens = maxOutputTokens,
        Temperature = (float?)request.Temperature,
        TopP = (float?)request.TopP,
        FrequencyPenalty = (float?)request.FrequencyPenalty,
        PresencePenalty = (float?)request.PresencePenalty,
        Seed = request.Seed,
        ResponseFormat = request.JsonSchema is { } schema
            ? mode switch
            {
                StructuredOutputMode.JsonSchema => ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema), request.SchemaName ?? "answer"),
                StructuredOutputMode.JsonObject => ChatResponseFormat.Json,
                _ => null,
            }
            : null,
        Tools = tools.Declarations is { Count: > 0 } declarations ? [.. declarations] : null,
    };

    private static ChatRole RoleOf(string role) => role switch
    {
        "system" => ChatRole.System,
        "assistant" => ChatRole.Assistant,
        "tool" => ChatRole.Tool,
        _ => ChatRole.User,
    };
}
