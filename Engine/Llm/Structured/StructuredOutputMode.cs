namespace PuppetEngine.Engine.Llm.Structured;

/// <summary>How a model is asked for JSON, from the strictest to the loosest.</summary>
public enum StructuredOutputMode
{
    /// <summary>The provider is given the schema and keeps to it.</summary>
    JsonSchema = 0,

    /// <summary>The provider promises some JSON object; the schema stands in the prompt.</summary>
    JsonObject = 1,

    /// <summary>The schema stands in the prompt and nothing is promised.</summary>
    Text = 2,
}
