namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Random choices that follow from a salt alone. One per draft; not safe for threads.</summary>
internal sealed class Draw(ulong salt)
{
    private ulong _state = salt;

    public ulong Next() => StableHash.Mix(_state += 0x9e3779b97f4a7c15);

    public int Below(int count) => count <= 1 ? 0 : (int)(Next() % (ulong)count);

    public bool Chance(double share) => StableHash.Unit(Next()) < share;

    public T One<T>(IReadOnlyList<T> from) => from[Below(from.Count)];
}
