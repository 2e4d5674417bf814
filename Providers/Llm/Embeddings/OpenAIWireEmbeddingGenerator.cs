using System.ClientModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using PuppetEngine.Engine.Llm;
using PuppetEngine.Grains.Abstractions.Llm;
using PuppetEngine.Providers.Llm.Chat;
using EmbeddingGenerationOptions = Microsoft.Extensions.AI.EmbeddingGenerationOptions;

namespace PuppetEngine.Providers.Llm.Embeddings;

/// <summary>Embeds texts at a provider, in batches as large as it takes. Failures are <see cref="LlmTierException"/>s.</summary>
internal sealed class OpenAIWireEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly LlmTierSettings _tier;
    private readonly int _dimensions;
    private readonly ProviderCall _call;
    private readonly EmbeddingClient _client;

    public OpenAIWireEmbeddingGenerator(LlmTierSettings tier, int dimensions, Keys.ILlmKeySource keys, LlmTransport transport, TimeProvider time)
    {
        _tier = tier;
        _dimensions = dimensions;
        _call = new ProviderCall(tier, keys, time);
        _client = new EmbeddingClient(tier.Model, _call.Credential, transport.Options(tier));
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var all = new GeneratedEmbeddings<Embedding<float>>();
        var prompt = 0L;
        foreach (var batch in values.Chunk(_tier.Profile.EmbeddingBatch))
        {
            var request = Write(batch, options?.Dimensions ?? _dimensions);
            var body = await _call.SendAsync(
                async send =>
                {
                    using var content = BinaryContent.Create(request);
                    return await _client.GenerateEmbeddingsAsync(content, send).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            prompt += Read(body, batch.Length, all);
        }

        all.Usage = new UsageDetails { InputTokenCount = prompt, TotalTokenCount = prompt };
        return all;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata(_tier.Provider, _tier.BaseUrl, _tier.Model, _dimensions > 0 ? _dimensions : null)
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        // The transport belongs to the chain.
    }

    private BinaryData Write(string[] texts, int dimensions)
    {
        using var buffer = new MemoryStream();
        using (var w = new Utf8JsonWriter(buffer))
        {
            w.WriteStartObject();
            w.WriteString("model", _tier.Model);
            w.WriteStartArray("input");
            foreach (var text in texts)
            {
                w.WriteStringValue(text);
            }

            w.WriteEndArray();
            w.WriteString("encoding_format", "float");
            if (dimensions > 0)
            {
                w.WriteNumber("dimensions", dimensions);
            }

            w.WriteEndObject();
        }

        return BinaryData.FromBytes(buffer.ToArray());
    }

    private long Read(BinaryData body, int count, GeneratedEmbeddings<Embedding<float>> into)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToMemory());
            var data = document.RootElement.GetProperty("data").EnumerateArray().OrderBy(static d => d.GetProperty("index").GetInt32()).ToList();
            if (data.Count != count)
            {
                throw new FormatException($"{data.Count} vectors came for {count} texts");
            }

            foreach (var item in data)
            {
                into.Add(new Embedding<float>(item.GetProperty("embedding").EnumerateArray().Select(static x => x.GetSingle()).ToArray()) { ModelId = _tier.Model });
            }

            return ChatAnswerReader.Usage(document.RootElement)?.InputTokenCount ?? 0;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LlmTierException(LlmErrorClass.Server, $"the answer cannot be read: {e.Message}", LlmCharge.InDoubt, e) { Status = 200 };
        }
    }
}
