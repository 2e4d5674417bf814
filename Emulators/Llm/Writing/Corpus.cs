using System.Collections.Concurrent;
using System.Reflection;

namespace PuppetEngine.Emulators.Llm.Writing;

/// <summary>The fragments posts are made of, read once from the assembly's resources: domains, frames, registers, general words.</summary>
internal sealed class Corpus
{
    private const string Prefix = "corpus/";
    private const int MostRemembered = 5_000;

    // Themes come again and again; the answer follows from the text alone.
    private readonly ConcurrentDictionary<string, FragmentSet?> _domains = [];

    public Corpus()
    {
        var assembly = typeof(Corpus).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        Domains = [.. names.Where(n => n.StartsWith(Prefix + "domains/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(n => new FragmentSet(n[(Prefix.Length + "domains/".Length)..], Read(assembly, n)))];
        General = new FragmentSet("general", Read(assembly, Prefix + "general"));
        Frames = new FragmentSet("frames", Read(assembly, Prefix + "frames"));
        Registers = [.. Sections(Read(assembly, Prefix + "registers"))];
        var moods = Sections(Read(assembly, Prefix + "moods")).ToDictionary(s => s.Name);
        (Bright, Gloomy) = (moods["bright"], moods["gloomy"]);
        Everyday = Domains.Single(d => d.Name == "everyday");
    }

    public List<FragmentSet> Domains { get; }

    public List<FragmentSet> Registers { get; }

    /// <summary>Posts' skeletons by shape.</summary>
    public FragmentSet Frames { get; }

    public FragmentSet General { get; }

    /// <summary>What a good mood says.</summary>
    public FragmentSet Bright { get; }

    /// <summary>What a bad mood says.</summary>
    public FragmentSet Gloomy { get; }

    /// <summary>What anybody may write about, for interests no domain knows.</summary>
    public FragmentSet Everyday { get; }

    /// <summary>The domain that knows most of the words of a text; null where none knows any.</summary>
    public FragmentSet? DomainOf(string text)
    {
        if (_domains.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_domains.Count >= MostRemembered)
        {
            _domains.Clear();
        }

        return _domains[text] = Search(text);
    }

    private FragmentSet? Search(string text)
    {
        var (best, points) = ((FragmentSet?)null, 0);
        foreach (var domain in Domains)
        {
            var score = domain.Score(text);
            if (score > points)
            {
                (best, points) = (domain, score);
            }
        }

        return best;
    }

    private static List<string> Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static IEnumerable<FragmentSet> Sections(List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith("# ", StringComparison.Ordinal))
            {
                yield return new FragmentSet(lines[i][2..].Trim(), [.. lines.Skip(i + 1).TakeWhile(l => !l.StartsWith('#'))]);
            }
        }
    }
}
