using PuppetEngine.Engine.Randomness;

namespace PuppetEngine.Engine.Agents.Prompts;

/// <summary>
/// Keeps posts from sounding alike: each occurrence gets a shape, an opening and, where nobody chose a topic, one of the agent's interests.
/// They take turns in an order that follows from the seed; none comes again before all others have been. A wish about the form, never
/// about the subject: a topic that was asked for stays what the post is about.
/// </summary>
public static class Variety
{
    private static readonly string[] Shapes =
    [
        "one plain observation",
        "a tiny scene, something that happened, in two sentences",
        "a question that you honestly wonder about",
        "a small piece of practical advice",
        "an opinion and the reason for it",
        "a comparison between two things that seldom meet",
        "something you changed your mind about",
        "a detail that most people overlook",
        "a memory that came back, told as if it happened now",
        "three things in one sentence",
        "a wish for the next few hours",
        "the confession of a small failure",
        "an answer to something people keep asking you",
        "a rule of thumb that you live by, with its exception",
        "a riddle that you let the reader solve",
        "a thank-you to somebody or something unlikely",
    ];

    private static readonly string[] Openings =
    [
        "open with a noun",
        "open with a verb",
        "open in the middle of the thought",
        "open with a place or a time of day",
        "open with a sound, a smell or a colour",
        "open with a sentence of at most five words",
        "open with what your hands are doing",
        "open with somebody else's habit",
        "open with a doubt",
    ];

    private static readonly string[] Lengths = ["keep it short", "take your usual length", "use the room you have"];

    private static readonly string[] Replies =
    [
        "the answer first, then one detail",
        "one short sentence and nothing else",
        "an answer, and a question back",
        "a dry remark that answers all the same",
        "agreement in part, and where it ends",
        "something that happened to you, in two sentences, that answers",
        "a piece of advice",
        "an honest \"I do not know\", and what you would look at first",
    ];

    /// <summary>The form of a reply or a comment, as in <c>an answer, and a question back</c>.</summary>
    public static string ReplyForm(ulong seed, long turn) => Replies[Turn(Replies.Length, seed, turn, "reply")];

    /// <summary>The form of an occurrence's post, as in <c>a riddle that you let the reader solve; open with a noun; keep it short</c>.</summary>
    public static string Form(ulong seed, long turn) => string.Join("; ",
        Shapes[Turn(Shapes.Length, seed, turn, "shape")],
        Openings[Turn(Openings.Length, seed, turn, "opening")],
        Lengths[Turn(Lengths.Length, seed, turn, "length")]);

    /// <summary>Which of <paramref name="count"/> things has its turn: each once before any comes again, and never one twice in a row.</summary>
    /// <param name="count">How many there are, above zero.</param>
    /// <param name="seed">The agent's seed.</param>
    /// <param name="turn">The turn, from 0.</param>
    /// <param name="purpose">What is rotated; another purpose has another order.</param>
    public static int Turn(int count, ulong seed, long turn, string purpose)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var (round, place) = (Math.Max(0, turn) / count, (int)(Math.Max(0, turn) % count));
        return Order(count, seed, round, purpose)[place];
    }

    private static int[] Order(int count, ulong seed, long round, string purpose)
    {
        // Two things can only alternate. With three or more, a swap at the front never touches the last place, so the round before
        // ends as it was drawn.
        var order = DeterministicRandom.For(seed, count == 2 ? 0 : round, purpose).Permutation(count);
        if (round == 0 || count <= 2)
        {
            return order;
        }

        var before = DeterministicRandom.For(seed, round - 1, purpose).Permutation(count);
        if (order[0] == before[^1])
        {
            (order[0], order[1]) = (order[1], order[0]);
        }

        return order;
    }
}
