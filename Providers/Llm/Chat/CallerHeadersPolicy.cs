using System.ClientModel.Primitives;

namespace PuppetEngine.Providers.Llm.Chat;

/// <summary>Tells OpenRouter who calls.</summary>
internal sealed class CallerHeadersPolicy(string? referer, string? title) : PipelinePolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Set(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Set(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private void Set(PipelineMessage message)
    {
        if (referer is { Length: > 0 })
        {
            message.Request.Headers.Set("HTTP-Referer", referer);
        }

        if (title is { Length: > 0 })
        {
            message.Request.Headers.Set("X-Title", title);
        }
    }
}
