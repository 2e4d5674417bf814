using System.Collections.Concurrent;
using PuppetEngine.Emulators.Llm.Wire;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Makes the voice that answers a request from the persona in its system prompt. Personas are read once per prompt.</summary>
internal sealed class CharacterWriter
{
    private const int MostPersonas = 2_000;
    // Fragments never change; every emulator of a process reads the same ones.
    private static readonly Corpus Fragments = new();
    private readonly ConcurrentDictionary<ulong, Character> _characters = [];

    public CharacterVoice For(ChatRequest request)
    {
        var system = request.System;
        var key = StableHash.Of(system);
        if (!_characters.TryGetValue(key, out var character))
        {
            if (_characters.Count >= MostPersonas)
            {
                _characters.Clear();
            }

            character = _characters.GetOrAdd(key, new Character(Fragments, system));
        }

        var task = WritingTaskReader.Read(request.LastUser);
        return new CharacterVoice(character, task.Recent.Count > 0 ? task : task with { Recent = character.RecentInSystem });
    }
}
