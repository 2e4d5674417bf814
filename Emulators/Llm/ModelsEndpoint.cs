using Microsoft.AspNetCore.Http;
using PuppetEngine.Emulators.Http;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm;

/// <summary><c>GET …/models</c>: a few names, enough for a check whether a key works.</summary>
internal static class ModelsEndpoint
{
    private static readonly string[] Names = ["emulated-chat", "gpt-5-mini", "text-embedding-3-small"];

    public static Task HandleAsync(HttpContext http)
    {
        var call = new LlmCall(http, "models");
        return LlmPipeline.WriteAsync(http, call.Key.Length == 0
            ? LlmProblem.Create(call.Dialect, LlmErrorClass.InvalidKey)
            : new LlmAnswer(200, JsonBytes.Write(w =>
            {
                w.WriteStartObject();
                w.WriteString("object", "list");
                w.WriteStartArray("data");
                foreach (var name in Names)
                {
                    w.WriteStartObject();
                    w.WriteString("id", name);
                    w.WriteString("object", "model");
                    w.WriteString("owned_by", "emulator");
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            })));
    }
}
