namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>Makes one draft: shape, frame, fragments, the character's way of opening and closing, and what its mood adds.</summary>
/// <param name="character">Who writes.</param>
/// <param name="task">What is wanted.</param>
/// <param name="known">The domain of topic or theme; null where none knows it.</param>
/// <param name="draw">The draft's random choices.</param>
internal sealed class PostDrafter(Character character, WritingTask task, FragmentSet? known, Draw draw)
{
    private const double LeadShare = 0.28;
    private const double TailShare = 0.75;
    private const double LikedWordShare = 0.6;
    private const double OwnFrameShare = 0.35;

    /// <summary>Of texts that show a mood: how many begin with it, and how many end on it too.</summary>
    private const double MoodFirstShare = 0.4;
    private const double MoodTailShare = 0.4;

    /// <summary>Part of a post's words that its two longest pieces may have, so that two posts with the same two still differ.</summary>
    private const double LargestPart = 0.46;
    private const int MostFilling = 4;

    private readonly Persona _persona = character.Persona;

    public string Write()
    {
        var corpus = character.Corpus;
        var subject = task.Topic ?? task.Theme;
        var tone = character.Tone is { } mood && draw.Chance(mood.Share) ? mood : null;
        var inGloom = tone is { IsBright: false };
        var domain = known ?? draw.One(character.Domains);
        var other = draw.One(character.Domains.Count > 1 ? character.Domains : corpus.Domains);
        var register = character.Registers[draw.Chance(0.88) ? 0 : 1];
        var filler = new FrameFiller(corpus, domain, other, tone?.Fragments ?? register, subject ?? "", draw);

        // A topic that was asked for is named; a theme only where no fragments know it.
        var shape = PostShapes.Of(task, character, inGloom, draw);
        var named = !task.IsReply && subject is not null && (task.Topic is not null || known is null);
        // A manner's own sentences have a mood of their own, which is a good one more often than not.
        var own = (task.Form.Length == 0 || shape is "observation" or "scene" or "opinion") && !named && !inGloom && shape is not ("tiny" or "reply") && draw.Chance(OwnFrameShare);
        var frame = draw.One(own ? register.Frames("frame")
            : tone is not null && shape == "tiny" ? tone.Fragments.Frames("tiny")
            : corpus.Frames.Frames(named && shape != "tiny" ? "topic" : shape));
        var text = filler.Fill(frame);
        if (named && shape == "tiny")
        {
            text = $"{subject}: {text}";
        }

        text = tone is not null && shape != "tiny" ? Coloured(shape == "reply" ? text : Filled(text, filler), tone, filler, mayBegin: shape != "reply")
            : shape is not ("tiny" or "reply") ? Surround(Filled(text, filler), named ? "topic" : shape, register)
            : text;
        return PostForm.Apply(text, _persona, Hashtag(domain), draw);
    }

    /// <summary>Says what the mood says before or after the rest, now and then in closing too; the manner's own openings and closings make room.</summary>
    private string Coloured(string text, Tone tone, FrameFiller filler, bool mayBegin)
    {
        var said = filler.Fill(draw.One(tone.Fragments.Frames("frame")));
        text = mayBegin && draw.Chance(MoodFirstShare) ? $"{Ended(said)} {text}" : $"{Ended(text)} {Ended(said)}";
        return draw.Chance(MoodTailShare) ? $"{Ended(text)} {draw.One(tone.Fragments["tail"])}." : text;
    }

    private string Surround(string text, string shape, FragmentSet register)
    {
        var brief = _persona.Brief || task.Form.Contains("keep it short", StringComparison.Ordinal);
        if (!brief && shape is not ("three" or "faq") && !text.Contains(':', StringComparison.Ordinal) && draw.Chance(LeadShare))
        {
            text = $"{draw.One(register["lead"])}: {text}";
        }

        var roomy = _persona.Wordy || task.Form.Contains("use the room", StringComparison.Ordinal);
        if (draw.Chance(brief ? TailShare / 2 : roomy ? 1 : TailShare))
        {
            var tail = draw.One(register["tail"]);
            text = $"{Ended(text)} {(char.IsPunctuation(tail[^1]) ? tail : tail + ".")}";
        }
        else if (_persona.LikedWords.Count > 0 && draw.Chance(LikedWordShare))
        {
            var word = draw.One(_persona.LikedWords);
            text = $"{Ended(text)} {draw.One((string[])["In a word:", "The word for it is", "Filed under"])} {word}.";
        }

        return text;
    }

    /// <summary>Adds sentences until no two pieces are so large a part of the post that sharing them would make two posts alike.</summary>
    private string Filled(string text, FrameFiller filler)
    {
        var frames = character.Corpus.Frames.Frames("fill").ToList();
        for (var i = 0; i < MostFilling && filler.LargestShare > LargestPart * NGrams.Count(text); i++)
        {
            var index = draw.Below(frames.Count);
            text = $"{Ended(text)} {filler.Fill(frames[index])}";
            frames.RemoveAt(index);
        }

        return text;
    }

    private static string? Hashtag(FragmentSet domain) => domain.Name is "everyday" ? null : domain.Name;

    private static string Ended(string text) => char.IsPunctuation(text[^1]) ? text : text + ".";
}
