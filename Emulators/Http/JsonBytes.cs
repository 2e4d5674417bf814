using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PuppetEngine.Emulators.Http;

/// <summary>Writes a JSON document into bytes of its own.</summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(Action<Utf8JsonWriter> write) => Write(write, static (w, action) => action(w));

    public static byte[] Write<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer, state);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Write(Action<Utf8JsonWriter> write, Action<Utf8JsonWriter, Action<Utf8JsonWriter>> apply) =>
        Write<Action<Utf8JsonWriter>>(write, apply);
}
