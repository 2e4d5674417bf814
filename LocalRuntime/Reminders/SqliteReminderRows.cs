using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using PuppetEngine.LocalRuntime.Storage;

namespace PuppetEngine.LocalRuntime.Reminders;

/// <summary>Reminders in the table OrleansRemindersTable.</summary>
internal sealed class SqliteReminderRows(OrleansDatabase database, string serviceId) : IReminderRows
{
    // The one statement of our own: the provider's reads ranges of hashes, because there the silos share the table.
    private const string Starting =
        "SELECT GrainId, ReminderName, StartTime, Period, Version FROM OrleansRemindersTable WHERE ServiceId = @ServiceId AND StartTime <= @Until";

    public Task<int> Upsert(ReminderRow row) => database.Writer.Write(session => Convert.ToInt32(
        session.Statement(database.Query("UpsertReminderRowKey"))
            .Set("@ServiceId", serviceId)
            .Set("@GrainHash", unchecked((int)row.Grain.GetUniformHashCode()))
            .Set("@GrainId", row.Grain.ToString())
            .Set("@ReminderName", row.Name)
            .Set("@StartTime", row.StartAt)
            .Set("@Period", (long)row.Period.TotalMilliseconds)
            .Scalar(),
        CultureInfo.InvariantCulture));

    public Task<bool> Remove(GrainId grain, string name, int version) => database.Writer.Write(session => Convert.ToInt32(
        session.Statement(database.Query("DeleteReminderRowKey"))
            .Set("@ServiceId", serviceId)
            .Set("@GrainId", grain.ToString())
            .Set("@ReminderName", name)
            .Set("@Version", version)
            .Scalar(),
        CultureInfo.InvariantCulture) > 0);

    public ReminderRow? Find(GrainId grain, string name) => database.Connections.Read(session =>
        session.Statement(database.Query("ReadReminderRowKey"))
            .Set("@ServiceId", serviceId)
            .Set("@GrainId", grain.ToString())
            .Set("@ReminderName", name)
            .First(Row));

    public List<ReminderRow> Of(GrainId grain) => database.Connections.Read(session =>
        session.Statement(database.Query("ReadReminderRowsKey"))
            .Set("@ServiceId", serviceId)
            .Set("@GrainId", grain.ToString())
            .Rows(Row));

    public List<ReminderRow> StartingBy(DateTime until) => database.Connections.Read(session =>
        session.Statement(Starting)
            .Set("@ServiceId", serviceId)
            .Set("@Until", until)
            .Rows(Row));

    private static ReminderRow Row(SqliteDataReader row) => new(
        GrainId.Parse(row.GetString(0)),
        row.GetString(1),
        DateTime.SpecifyKind(row.GetDateTime(2), DateTimeKind.Utc),
        TimeSpan.FromMilliseconds(row.GetInt64(3)),
        row.GetInt32(4));
}
