using System.Text.Encodings.Web;
using System.Text.Json;

namespace PuppetEngine.Engine.Agents.Definitions;

/// <summary>How definitions are written: one line, text readable rather than escaped (they never stand inside HTML unescaped).</summary>
internal static class DefinitionJson
{
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonWriterOptions Indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };
}
