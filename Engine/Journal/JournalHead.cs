using PuppetEngine.Grains.Abstractions.Journal;

namespace PuppetEngine.Engine.Journal;

/// <summary>Where an agent's chain ends: what the next row is appended to, and what is kept elsewhere to prove that nothing was cut off.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Seq">The last row's seq; 0 when there is none.</param>
/// <param name="Hash">The last row's hash, 32 bytes; zeros when there is none.</param>
public sealed record JournalHead(string AgentId, long Seq, ReadOnlyMemory<byte> Hash)
{
    /// <summary>The head of a chain without rows.</summary>
    public static JournalHead Empty(string agentId) => new(agentId, 0, new byte[JournalChain.HashLength]);

    /// <summary>The head of a chain that ends with <paramref name="row"/>.</summary>
    public static JournalHead Of(JournalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new JournalHead(row.AgentId, row.Seq, row.Hash);
    }

    /// <summary>Equal by content.</summary>
    public bool Equals(JournalHead? other) =>
        other is not null && AgentId == other.AgentId && Seq == other.Seq && Hash.Span.SequenceEqual(other.Hash.Span);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(AgentId, Seq);
}
