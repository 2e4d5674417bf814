namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>The rhetorical shapes of posts, and which of them a wish in a prompt means.</summary>
internal static class PostShapes
{
    private const int TersePost = 12;

    private static readonly (string Words, string Shape)[] Wishes =
    [
        ("riddle", "riddle"), ("three things", "three"), ("list", "three"), ("tiny scene", "scene"), ("story", "scene"), ("memory", "memory"),
        ("changed your mind", "changed"), ("comparison", "comparison"), ("confession", "confession"), ("wish", "wish"), ("thank", "thanks"),
        ("rule of thumb", "rule"), ("keep asking you", "faq"), ("question", "question"), ("advice", "advice"), ("overlook", "overlooked"),
        ("opinion", "opinion"), ("contrarian", "opinion"), ("number", "numbers"), ("aphorism", "aphorism"), ("observation", "observation"),
    ];

    private static readonly string[] Free =
    [
        "observation", "observation", "scene", "scene", "question", "advice", "opinion", "comparison", "changed", "overlooked", "memory", "three",
        "wish", "confession", "faq", "rule", "riddle", "thanks", "numbers",
    ];

    // Nobody who is downcast gives thanks or counts joys unasked.
    private static readonly string[] FreeInGloom = [.. Free.Where(s => s is not ("thanks" or "wish" or "three"))];

    public static string Of(WritingTask task, Character character, bool inGloom, Draw draw)
    {
        if (task.IsReply)
        {
            return "reply";
        }

        var terse = (task.MaxWords ?? character.Limits.MaxWords) <= TersePost;
        if (character.Persona.Brief || terse)
        {
            return terse ? "tiny" : draw.Chance(0.5) ? "tiny" : "aphorism";
        }

        var wished = Array.Find(Wishes, w => task.Form.Contains(w.Words, StringComparison.Ordinal)).Shape;
        return wished ?? draw.One(inGloom ? FreeInGloom : Free);
    }
}
