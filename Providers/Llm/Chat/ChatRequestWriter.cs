using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Providers.Llm.Data;

namespace PuppetEngine.Providers.Llm.Chat;

/// <summary>
/// Writes the body of a chat completion as its provider wants it. What a model refuses is left out instead of failing: temperature of
/// reasoning models, penalties, a seed, strict schemas that are none.
/// </summary>
internal static class ChatRequestWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static BinaryData Write(LlmTierSettings tier, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var model = options?.ModelId is { Length: > 0 } asked ? asked : tier.Model;
        var family = model == tier.Model ? tier.Family : tier.Profile.FamilyOf(model);
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer, Relaxed))
        {
            w.WriteStartObject();
            w.WriteString("model", model);
            WriteMessages(w, messages);
            if (options is not null)
            {
                WriteSampling(w, tier, family, options);
                WriteFormat(w, tier, options.ResponseFormat as ChatResponseFormatJson);
                WriteTools(w, options.Tools);
            }

            WriteReasoning(w, tier, family);
            w.WriteEndObject();
        }

        return BinaryData.FromBytes(buffer.ToArray());
    }

    private static void WriteMessages(Utf8JsonWriter w, IEnumerable<ChatMessage> messages)
    {
        w.WriteStartArray("messages");
        foreach (var message in messages)
        {
            w.WriteStartObject();
            w.WriteString("role", message.Role.Value);
            w.WriteString("content", message.Text);
            if (message.Contents.OfType<FunctionResultContent>().FirstOrDefault() is { } outcome)
            {
                w.WriteString("tool_call_id", outcome.CallId);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void WriteSampling(Utf8JsonWriter w, LlmTierSettings tier, ModelFamily family, ChatOptions options)
    {
        if (options.MaxOutputTokens is { } most)
        {
            w.WriteNumber(tier.Profile.OutputLimitField, most);
        }

        if (!family.NoSampling)
        {
            WriteNumber(w, "temperature", options.Temperature);
            WriteNumber(w, "top_p", options.TopP);
        }

        if (!family.NoSampling && !family.NoPenalties)
        {
            WriteNumber(w, "frequency_penalty", options.FrequencyPenalty);
            WriteNumber(w, "presence_penalty", options.PresencePenalty);
        }

        if (options.Seed is { } seed && !tier.Profile.NoSeed)
        {
            w.WriteNumber("seed", seed);
        }
    }

    private static void WriteFormat(Utf8JsonWriter w, LlmTierSettings tier, ChatResponseFormatJson? format)
    {
        if (format is null)
        {
            return;
        }

        w.WriteStartObject("response_format");
        if (format.Schema is { } schema)
        {
            w.WriteString("type", "json_schema");
            w.WriteStartObject("json_schema");
            w.WriteString("name", format.SchemaName ?? "answer");
            w.WritePropertyName("schema");
            schema.WriteTo(w);
            w.WriteBoolean("strict", StrictSchema.Qualifies(schema));
            w.WriteEndObject();
        }
        else
        {
            w.WriteString("type", "json_object");
        }

        w.WriteEndObject();
        if (tier.Dialect == LlmDialect.OpenRouter)
        {
            // Only upstream providers that keep to it: others would drop the field in silence.
            w.WriteStartObject("provider");
            w.WriteBoolean("require_parameters", true);
            w.WriteEndObject();
        }
    }

    private static void WriteTools(Utf8JsonWriter w, IList<AITool>? tools)
    {
        if (tools is not { Count: > 0 })
        {
            return;
        }

        w.WriteStartArray("tools");
        foreach (var tool in tools.OfType<AIFunctionDeclaration>())
        {
            w.WriteStartObject();
            w.WriteString("type", "function");
            w.WriteStartObject("function");
            w.WriteString("name", tool.Name);
            w.WriteString("description", tool.Description);
            w.WritePropertyName("parameters");
            tool.JsonSchema.WriteTo(w);
            w.WriteEndObject();
            w.WriteEndObject();
        }

        w.WriteEndArray();
    }

    private static void WriteReasoning(Utf8JsonWriter w, LlmTierSettings tier, ModelFamily family)
    {
        if ((tier.Options.ReasoningEffort ?? family.ReasoningEffort) is { } effort)
        {
            w.WriteString("reasoning_effort", effort);
        }

        switch (family.ThinkingField)
        {
            case "enable_thinking":
                w.WriteBoolean("enable_thinking", tier.Options.EnableThinking);
                break;
            case "thinking":
                w.WriteStartObject("thinking");
                w.WriteString("type", tier.Options.EnableThinking ? "enabled" : "disabled");
                w.WriteEndObject();
                break;
        }
    }

    /// <summary>A float as the decimal it was written as: 0.7, not 0.699999988.</summary>
    private static void WriteNumber(Utf8JsonWriter w, string name, float? value)
    {
        if (value is { } number && float.IsFinite(number))
        {
            w.WriteNumber(name, (decimal)number);
        }
    }
}
