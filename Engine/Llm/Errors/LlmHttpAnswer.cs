namespace PuppetEngine.Engine.Llm.Errors;

/// <summary>What came back over HTTP, as far as it says why a call failed.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body as text; may be anything.</param>
/// <param name="Headers">The headers, names in any case.</param>
public sealed record LlmHttpAnswer(int Status, string Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>A header's value; null when it is not there.</summary>
    public string? Header(string name)
    {
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }
}
