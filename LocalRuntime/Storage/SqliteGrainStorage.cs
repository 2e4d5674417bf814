using System.Globalization;
using System.Runtime.InteropServices;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.Sqlite;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>Grain state in the table OrleansStorage: one row per state and grain, its version the tag.</summary>
internal sealed class SqliteGrainStorage(OrleansDatabase database, IGrainStorageSerializer serializer, string serviceId) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // On the calling thread: a read of one row by its index takes less than a change of threads.
        var (payload, version) = database.Connections.Read(session =>
            Identify(session.Statement(database.Query("ReadFromStorageKey")), stateName, grainId)
                .First(row => (row.IsDBNull(0) ? null : (byte[])row.GetValue(0), Text(row.GetValue(1)))));
        grainState.State = payload is null ? Activator.CreateInstance<T>() : serializer.Deserialize<T>(new BinaryData(payload));
        grainState.ETag = version;
        grainState.RecordExists = payload is not null;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = Whole(serializer.Serialize(grainState.State));
        var expected = grainState.ETag;
        var version = await database.Writer.Write(session => Text(
            Identify(session.Statement(database.Query("WriteToStorageKey")), stateName, grainId)
                .Set("@GrainStateVersion", Number(expected))
                .Set("@PayloadBinary", payload)
                .Scalar()));
        grainState.ETag = version ?? throw Conflict("write", stateName, grainId, expected);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!grainState.RecordExists && grainState.ETag is null)
        {
            await ReadStateAsync(stateName, grainId, grainState);
            if (!grainState.RecordExists)
            {
                return;
            }
        }

        var expected = grainState.ETag;
        var version = await database.Writer.Write(session => Text(
            Identify(session.Statement(database.Query("ClearStorageKey")), stateName, grainId)
                .Set("@GrainStateVersion", Number(expected))
                .Scalar()));
        grainState.ETag = version ?? throw Conflict("clear", stateName, grainId, expected);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    private SqliteStatement Identify(SqliteStatement statement, string stateName, GrainId grainId)
    {
        var key = GrainKeyColumns.Of(grainId.Key);
        return statement
            .Set("@GrainIdHash", key.Hash)
            .Set("@GrainIdN0", key.N0)
            .Set("@GrainIdN1", key.N1)
            .Set("@GrainTypeHash", GrainKeyColumns.HashOf(stateName))
            .Set("@GrainTypeString", stateName)
            .Set("@GrainIdExtensionString", key.Text)
            .Set("@ServiceId", serviceId);
    }

    /// <summary>The bytes without a copy, where the serializer made an array of just this length.</summary>
    private static byte[] Whole(BinaryData data) =>
        MemoryMarshal.TryGetArray(data.ToMemory(), out var bytes) && bytes.Offset == 0 && bytes.Count == bytes.Array!.Length ? bytes.Array : data.ToArray();

    private static string? Text(object? version) => version is null or DBNull ? null : Convert.ToString(version, CultureInfo.InvariantCulture);

    private static object? Number(string? tag) => tag is null ? null : int.Parse(tag, CultureInfo.InvariantCulture);

    private static InconsistentStateException Conflict(string operation, string stateName, GrainId grainId, string? tag) =>
        new($"The {operation} of '{stateName}' of {grainId} was refused: the stored version is not {tag ?? "none"} any more.", null, tag);
}
