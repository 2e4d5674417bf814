namespace PuppetEngine.Providers.Storage;

/// <summary>Where the tables lie. Section <c>Puppet:Storage</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Puppet:Storage";

    /// <summary>The version of the tables that this release makes and reads.</summary>
    public const long SchemaVersion = 2;

    /// <summary><c>sqlite</c> (one process, a file in the data directory) or <c>postgres</c>. Default: <c>sqlite</c>.</summary>
    public string Provider { get; set; } = "sqlite";

    /// <summary>The connection string for <c>postgres</c>; not used for <c>sqlite</c>. It may hold a password and is never shown. Default: empty.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The data directory; <c>PUPPET_DATA_DIR</c> sets it too. Default: <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Where the keys lie that seal secrets and sign journal heads; keep it out of backups of the database. Default: empty, which is <c>keys</c> in the data directory.</summary>
    public string KeyDirectory { get; set; } = "";

    /// <summary>The append-only file of signed journal heads; best on another disk. Default: empty, which is <c>journal-heads.jsonl</c> in the data directory.</summary>
    public string HeadsFile { get; set; } = "";

    /// <summary>How often heads are signed, 1 second to 1 hour. Default: 5 minutes.</summary>
    public TimeSpan HeadsInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The deployment that this process believes to be; a database of another one never acts in a live world. Set by <c>Puppet:Deployment:Id</c>. Default: empty.</summary>
    public string DeploymentId { get; set; } = "";

    /// <summary>Whether memories are stored sealed, under the keys in <c>memory.key</c> of the key directory. Default: false.</summary>
    public bool EncryptMemory { get; set; }

    internal bool IsPostgres => string.Equals(Provider, "postgres", StringComparison.OrdinalIgnoreCase);

    internal string DatabasePath => Path.Combine(DataDirectory, "puppet.db");

    internal string KeysPath => KeyDirectory.Length > 0 ? KeyDirectory : Path.Combine(DataDirectory, "keys");

    internal string HeadsPath => HeadsFile.Length > 0 ? HeadsFile : Path.Combine(DataDirectory, "journal-heads.jsonl");
}
