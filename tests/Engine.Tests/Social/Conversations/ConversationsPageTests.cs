using System.Globalization;
using PuppetEngine.Engine.Social.Conversations;
using PuppetEngine.Tests.TestKit.Attacks;

namespace PuppetEngine.Tests.Engine.Social.Conversations;

/// <summary>docs/conversations.md says what the code does.</summary>
public sealed class ConversationsPageTests
{
    private static readonly string Page = Read();

    [Fact]
    public void It_names_every_choice_and_every_reason()
    {
        Assert.All(Enum.GetNames<MentionChoice>(), choice => Assert.Contains($"| `{choice.ToLowerInvariant()}` |", Page, StringComparison.Ordinal));
        Assert.All(typeof(MentionReasons).GetFields().Select(field => (string)field.GetRawConstantValue()!), reason => Assert.Contains($"`{reason}`", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Its_figures_are_those_of_the_corpus()
    {
        var (attacks, legitimate) = (AttackCorpus.Attacks.Count.ToString(CultureInfo.InvariantCulture), AttackCorpus.LegitimateCases.Count.ToString(CultureInfo.InvariantCulture));
        Assert.Contains($"| as it is | 0 of {attacks} | {legitimate} of {legitimate} |", Page, StringComparison.Ordinal);
        Assert.Contains($"has {attacks} attacks in", Page, StringComparison.Ordinal);
    }

    private static string Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PuppetEngine.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return File.ReadAllText(Path.Combine(folder!.FullName, "docs", "conversations.md"));
    }
}
