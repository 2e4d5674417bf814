using System.Net.Sockets;
using Npgsql;

namespace PuppetEngine.Providers.Storage.Postgres;

/// <summary>Says in this room's words what PostgreSQL reports. Codes: the manual's appendix A.</summary>
internal static class PostgresErrors
{
    internal static StorageException Translate(NpgsqlException e, string database) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            new StorageException($"{database} refuses this user. Correct Username and Password in {StorageOptions.Section}:ConnectionString.", e),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            new StorageException($"{database} does not exist. Create it (CREATE DATABASE), or correct Database in {StorageOptions.Section}:ConnectionString.", e),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            new StorageException($"{database} does not let this user do that. Grant it CREATE on the schema and all rights on the tables.", e),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new DiskFullException(database, e),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => new DatabaseCorruptException(database, e),
        PostgresException p => new StorageException($"{database} failed with SQLSTATE {p.SqlState}. Look that code up in the PostgreSQL manual, appendix A, and in the server's log.", e),
        _ when e.InnerException is SocketException or TimeoutException =>
            new StorageException($"{database} cannot be reached. Start the server, or correct Host and Port in {StorageOptions.Section}:ConnectionString.", e),
        _ => new StorageException($"The connection to {database} broke. It is made again at the next use; look into the server's log if this repeats.", e),
    };

    /// <summary>Whether the server rolled the transaction back because of another one, so that it can simply be run again.</summary>
    internal static bool IsRetryable(NpgsqlException e) =>
        e is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };
}
