using System.Text.RegularExpressions;
using PuppetEngine.Grains.Abstractions.Access;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>A post of a conversation with its number and its speaker.</summary>
/// <param name="Number">From 1; it stays when earlier posts are left out.</param>
/// <param name="Speaker"><c>You</c>, <c>@handle</c>, or <c>somebody</c>.</param>
/// <param name="Text">Its text.</param>
/// <param name="Provenance">Its label.</param>
internal sealed partial record ThreadPart(int Number, string Speaker, string Text, Provenance Provenance)
{
    /// <summary>Numbers a conversation.</summary>
    public static List<ThreadPart> Of(IReadOnlyList<PromptTurn> conversation) =>
        [.. conversation.Select((turn, index) => new ThreadPart(index + 1, turn.IsOwn ? "You" : SpeakerOf(turn.Handle), turn.Text, turn.Provenance))];

    /// <summary>How somebody is called: by a handle that is one, and by no text that pretends to be; all digits might be an id.</summary>
    public static string SpeakerOf(string handle) => Handle().IsMatch(handle) && !handle.All(char.IsAsciiDigit) ? $"@{handle}" : "somebody";

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,64}\z")]
    private static partial Regex Handle();
}
