namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>A persistent state that is read before the grain's first call.</summary>
internal interface IPersistentRecord
{
    Task Load();
}
