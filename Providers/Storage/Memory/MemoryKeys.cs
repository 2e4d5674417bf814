using PuppetEngine.Providers.Storage.Access;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>The key file of memories: its own, so that rotating or losing it touches no secret.</summary>
internal sealed record MemoryKeys(SecretKeys Keys);
