using System.Text.Json;
using PuppetEngine.Emulators.Http;

namespace PuppetEngine.Emulators.X.Wire;

/// <summary>A status and the body that goes with it.</summary>
internal sealed record XAnswer(int Status, byte[] Body, string ContentType = "application/json; charset=utf-8")
{
    /// <summary>The answer refuses: nothing was done.</summary>
    public bool IsRefusal => Status >= 400;

    public static XAnswer Json(int status, Action<Utf8JsonWriter> write) => new(status, JsonBytes.Write(write));

    /// <summary>An error body is <c>application/problem+json</c>, as X's are.</summary>
    public static XAnswer Problem(int status, Action<Utf8JsonWriter> write) =>
        new(status, JsonBytes.Write(write), "application/problem+json");
}
