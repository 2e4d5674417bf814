using PuppetEngine.Grains.Abstractions.Memory;

namespace PuppetEngine.Engine.Memory;

/// <summary>
/// What an agent keeps before its eyes between turns: the newest things, within bounds of number and of characters, so that its state
/// stays small whatever happens to it. Pure: each change makes a new list.
/// </summary>
/// <param name="MostItems">Items at most.</param>
/// <param name="MostCharacters">Characters of all texts together at most.</param>
public sealed record WorkingMemory(int MostItems = 20, int MostCharacters = 8_000)
{
    /// <summary>
    /// Adds an item at the end and lets the oldest go until the bounds hold; one whose id is there already changes nothing. An item that
    /// alone is too long is cut at its end.
    /// </summary>
    public List<MemoryItem> Add(IReadOnlyList<MemoryItem> items, MemoryItem item)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(item);
        if (items.Any(i => i.Id == item.Id))
        {
            return [.. items];
        }

        List<MemoryItem> kept = [.. items, item.Content.Length <= MostCharacters ? item : item with { Content = Cut(item.Content) }];
        var characters = kept.Sum(i => i.Content.Length);
        var gone = 0;
        while (kept.Count - gone > MostItems || characters > MostCharacters)
        {
            characters -= kept[gone++].Content.Length;
        }

        kept.RemoveRange(0, gone);
        return kept;
    }

    // Never between the halves of a character.
    private string Cut(string text) => text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
}
