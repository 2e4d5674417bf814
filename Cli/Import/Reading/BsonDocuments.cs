using System.Buffers.Binary;
using System.Globalization;

namespace PuppetEngine.Cli.Import.Reading;

/// <summary>Reads a <c>mongodump</c> of a collection: BSON documents, one after another.</summary>
/// <remarks>Source of the format: bsonspec.org, version 1.1.</remarks>
internal static class BsonDocuments
{
    // Five bytes are an empty document; sixteen MiB are the most that the server stores.
    private const int Least = 5;
    private const int Most = 16 * 1024 * 1024 + 16 * 1024;

    /// <summary>The documents of a dump.</summary>
    /// <exception cref="ImportException">It is cut off or no BSON; the message names document and byte.</exception>
    public static List<OldDocument> Read(string file, ReadOnlySpan<byte> bytes)
    {
        List<OldDocument> documents = [];
        for (var at = 0; at < bytes.Length;)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"document {documents.Count + 1} at byte {at}");
            var left = bytes.Length - at;
            var length = left < 4 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            if (left >= 4 && length is < Least or > Most)
            {
                throw new ImportException(file, place, "This is no BSON: a document cannot have that length. Is it another kind of file?");
            }

            if (left < Least || length > left)
            {
                throw new ImportException(file, place, "The dump ends in the middle of a document: it was cut off. Dump the collection anew.");
            }

            try
            {
                documents.Add(new OldDocument(file, place, new BsonCursor(bytes.Slice(at, length)).Document()));
            }
            catch (FormatException error)
            {
                throw new ImportException(file, place, error.Message + " The dump is damaged, or no BSON. Dump the collection anew.");
            }

            at += length;
        }

        return documents.Count > 0 ? documents : throw new ImportException(file, "", "The dump is empty. Leave it out, or dump the collection anew.");
    }
}
