using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Writes as the persona of one request.</summary>
internal sealed class CharacterVoice(ChatRequest request)
{
    private static readonly string[] Openings = ["Been thinking about", "Still not over", "Nobody warned me about", "A small note on", "Today's lesson came from"];
    private static readonly string[] Things = ["the quiet part of the morning", "a stranger's good question", "the second draft", "an old map", "cold coffee and warm light", "the long way home"];
    private static readonly string[] Turns = ["it keeps its own hours.", "it rewards whoever waits.", "it is smaller than the worry about it.", "it was there all along.", "it asks for less than I feared."];

    public string Answer(ulong salt)
    {
        var (a, b, c) = (StableHash.Mix(salt), StableHash.Mix(salt + 1), StableHash.Mix(salt + 2));
        return $"{Openings[a % (ulong)Openings.Length]} {Things[b % (ulong)Things.Length]}: {Turns[c % (ulong)Turns.Length]}";
    }

    public string Named(string name, ulong salt) => request.Messages.Count > 0 ? Answer(StableHash.Of(name, salt)) : name;
}
