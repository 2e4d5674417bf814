using System.ClientModel.Primitives;

namespace PuppetEngine.Providers.Llm.Chat;

/// <summary>Moves the key from <c>Authorization</c>, where the package puts it, to <c>api-key</c>, where Azure looks for it.</summary>
internal sealed class ApiKeyHeaderPolicy : PipelinePolicy
{
    private const string Bearer = "Bearer ";

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Move(message);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Move(message);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }

    private static void Move(PipelineMessage message)
    {
        var headers = message.Request.Headers;
        if (headers.TryGetValue("Authorization", out var value) && value?.StartsWith(Bearer, StringComparison.Ordinal) == true)
        {
            headers.Set("api-key", value[Bearer.Length..]);
            headers.Remove("Authorization");
        }
    }
}
