using PuppetEngine.Engine.Agents.Prompts;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Moods;

/// <summary>A mood as it is stored: how it stood at a time, and whose doing it is. What it is now follows from <see cref="MoodMachine.At"/>.</summary>
/// <param name="Mood">The mood then.</param>
/// <param name="At">When.</param>
/// <param name="Provenance">The least trusted of what moved it and has not worn off.</param>
public sealed record MoodState(Mood Mood, DateTimeOffset At, Provenance Provenance = Provenance.Operator);
