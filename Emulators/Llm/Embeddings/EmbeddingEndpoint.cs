using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Control;
using PuppetEngine.Emulators.Http;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm.Embeddings;

/// <summary><c>POST …/embeddings</c>: texts or token lists, as numbers or as base64 of little-endian floats.</summary>
internal sealed class EmbeddingEndpoint(LlmPipeline pipeline, LlmFaults llmFaults, FaultBook faults)
{
    private const int MostInputs = 2_048;
    private const int MostDimensions = 4_096;

    public async Task HandleAsync(HttpContext http)
    {
        var call = new LlmCall(http, "embeddings");
        if (await pipeline.BeginAsync(call) is not { } body)
        {
            return;
        }

        var answer = await AnswerAsync(call, body);
        if (answer.Status != 0)
        {
            await LlmPipeline.WriteAsync(http, answer);
        }
    }

    private async Task<LlmAnswer> AnswerAsync(LlmCall call, byte[] body)
    {
        // Neither has embeddings; a caller has to take another provider's.
        if (call.Dialect is LlmDialect.XAI or LlmDialect.DeepSeek)
        {
            return LlmProblem.Create(call.Dialect, LlmErrorClass.ModelNotFound, "embeddings");
        }

        EmbeddingRequest request;
        try
        {
            request = Read(body);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return LlmProblem.Create(call.Dialect, LlmErrorClass.InvalidRequest, e.Message);
        }

        if (pipeline.Refusal(call, request.Model, request.Inputs.Max(TokenEstimate.Of)) is { } refusal)
        {
            return refusal;
        }

        var plan = faults.Decide($"POST {call.Route}", $"POST {call.Http.Request.Path}", call.KeyId);
        if (plan.End is { } hit
            && await llmFaults.EndAsync(call, hit, new ChatRequest { Model = request.Model, Messages = [] }) is { } ended)
        {
            return ended;
        }

        return new LlmAnswer(200, Write(request));
    }

    private static EmbeddingRequest Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (!root.TryGetProperty("input", out var input))
        {
            throw new FormatException("Missing required parameter: 'input'.");
        }

        List<string> inputs = input.ValueKind switch
        {
            JsonValueKind.String => [input.GetString()!],
            JsonValueKind.Array when input.GetArrayLength() > 0 && input[0].ValueKind == JsonValueKind.Number => [input.GetRawText()],
            JsonValueKind.Array => [.. input.EnumerateArray().Select(i => i.ValueKind == JsonValueKind.String ? i.GetString()! : i.GetRawText())],
            _ => [],
        };
        if (inputs.Count is 0 or > MostInputs)
        {
            throw new FormatException($"'input' must be a text or 1 to {MostInputs} texts.");
        }

        var model = root.TryGetProperty("model", out var m) ? m.GetString() ?? "" : "";
        var dimensions = root.TryGetProperty("dimensions", out var d) && d.TryGetInt32(out var n) ? n : DefaultDimensions(model);
        if (dimensions is < 1 or > MostDimensions)
        {
            throw new FormatException($"'dimensions' must be 1 to {MostDimensions}.");
        }

        var base64 = root.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        return new EmbeddingRequest(model, inputs, dimensions, base64);
    }

    private static int DefaultDimensions(string model) =>
        model.Contains("large", StringComparison.Ordinal) || model.Contains("gemini", StringComparison.Ordinal) ? 3072
        : model.Contains("v4", StringComparison.Ordinal) ? 1024
        : 1536;

    private static byte[] Write(EmbeddingRequest request) => JsonBytes.Write(w =>
    {
        w.WriteStartObject();
        w.WriteString("object", "list");
        w.WriteStartArray("data");
        for (var i = 0; i < request.Inputs.Count; i++)
        {
            w.WriteStartObject();
            w.WriteString("object", "embedding");
            w.WriteNumber("index", i);
            WriteVector(w, HashedEmbedding.Of(request.Inputs[i], request.Dimensions), request.Base64);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteString("model", request.Model);
        var tokens = request.Inputs.Sum(TokenEstimate.Of);
        w.WriteStartObject("usage");
        w.WriteNumber("prompt_tokens", tokens);
        w.WriteNumber("total_tokens", tokens);
        w.WriteEndObject();
        w.WriteEndObject();
    });

    private static void WriteVector(Utf8JsonWriter w, float[] vector, bool base64)
    {
        if (base64)
        {
            w.WriteBase64String("embedding", MemoryMarshal.AsBytes(vector.AsSpan()));
            return;
        }

        w.WriteStartArray("embedding");
        foreach (var value in vector)
        {
            w.WriteNumberValue(value);
        }

        w.WriteEndArray();
    }

    private sealed record EmbeddingRequest(string Model, List<string> Inputs, int Dimensions, bool Base64);
}
