using System.Text.Json;
using Microsoft.Extensions.AI;
using PuppetEngine.Engine.Llm.Errors;
using PuppetEngine.Engine.Llm.Structured;
using PuppetEngine.Grains.Abstractions.Llm;

namespace PuppetEngine.Engine.Llm.Chain;

/// <summary>Whether what a model answered is an answer: not filtered, not empty, JSON where JSON was asked for, calls only of tools it has.</summary>
internal static class AnswerJudge
{
    public static AttemptResult Judge(AttemptCall call, ChatResponse response, AttemptResult result)
    {
        var finish = response.FinishReason?.Value ?? "";
        var judged = result with { Model = string.IsNullOrEmpty(response.ModelId) ? call.Model : response.ModelId, FinishReason = finish };
        if (response.FinishReason == ChatFinishReason.ContentFilter)
        {
            return judged with { Error = LlmErrorClass.ContentFilter, Detail = "the provider's filter withheld the answer" };
        }

        var toolCalls = call.Tools.Calls(response, out var toolProblem);
        if (toolProblem is not null)
        {
            return judged with { Error = LlmErrorClass.BadOutput, Detail = toolProblem };
        }

        if (toolCalls is not null)
        {
            return judged with { ToolCallsJson = toolCalls, Text = response.Text };
        }

        if (string.IsNullOrWhiteSpace(response.Text))
        {
            return judged with
            {
                Error = LlmErrorClass.BadOutput,
                Detail = response.FinishReason == ChatFinishReason.Length
                    ? "the answer is empty: reasoning used up the limit; raise the tier's ReasoningTokens"
                    : "the answer is empty",
            };
        }

        if (call.Request.JsonSchema is not { } schema)
        {
            return judged with { Text = response.Text };
        }

        var read = StructuredOutput.Read(response.Text, JsonElement.Parse(schema), cut: response.FinishReason == ChatFinishReason.Length);
        return read.Json is { } json
            ? judged with { Text = json }
            : judged with { Error = LlmErrorClass.BadOutput, Detail = ProviderText.Clean(read.Problem!) };
    }
}
