using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>A memory as a row of the table.</summary>
/// <param name="Number">The row's number, ascending in the order of writing.</param>
/// <param name="Item">The memory.</param>
public sealed record MemoryRow(long Number, MemoryItem Item);
