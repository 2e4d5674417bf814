using System.Globalization;

namespace PuppetEngine.Providers.Storage.Memory;

/// <summary>What sealed parts of memory are called; the names are bound into the seals and never change.</summary>
internal static class MemoryLabels
{
    internal static string Text(string agentId, string id) => $"{agentId}/text/{id}";

    internal static string Vector(string agentId, long number) => string.Create(CultureInfo.InvariantCulture, $"{agentId}/vector/{number}");

    internal static string Block(string agentId, long first) => string.Create(CultureInfo.InvariantCulture, $"{agentId}/block/{first}");
}
