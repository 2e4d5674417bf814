using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Rooms;

/// <summary>Features keep to their ranks, on every floor that has them. As a feature only ever uses lower ranks, there is no circle.</summary>
public sealed class FeatureRankTests
{
    private static readonly string[] Floors = ["Engine", "Grains", "Grains.Abstractions"];

    [Theory]
    [InlineData("Engine")]
    [InlineData("Grains")]
    [InlineData("Grains.Abstractions")]
    public void A_feature_uses_only_lower_ranks(string room)
    {
        var wrong = new RoomCompilation(room).Uses()
            .Select(use => (use.File, use.Folder, Used: FeatureOf(use.Namespace), use.Type))
            .Where(use => use.Used is not null && !FeatureRanks.MayUse(use.Folder, use.Used))
            .Select(use => $"{use.File} ({use.Folder}) uses {use.Used}.{use.Type}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.True(wrong.Count == 0, "Features of one rank know nothing of one another:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Every_folder_has_a_rank()
    {
        var unknown = Repository.ProductSources
            .Select(file => file.Path.Split('/'))
            .Where(parts => parts.Length > 2 && Floors.Contains(parts[0], StringComparer.Ordinal) && FeatureRanks.RankOf(parts[1]) is null)
            .Select(parts => $"{parts[0]}/{parts[1]}")
            .Distinct()
            .ToList();

        Assert.True(unknown.Count == 0, $"Give these folders a rank in {nameof(FeatureRanks)}: {string.Join(", ", unknown)}");
    }

    [Fact]
    public void A_namespace_is_the_folder_it_lies_in()
    {
        var wrong = Repository.ProductSources
            .Where(file => Floors.Contains(file.Path.Split('/')[0], StringComparer.Ordinal))
            .Select(file => (file.Path, Expected: "PuppetEngine." + Path.GetDirectoryName(file.Path)!.Replace('\\', '/').Replace('/', '.'), file.Text))
            .Where(file => !file.Text.Contains($"namespace {file.Expected};", StringComparison.Ordinal))
            .Select(file => $"{file.Path}: expected namespace {file.Expected}")
            .ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void The_ranks_forbid_what_the_house_forbids()
    {
        Assert.False(FeatureRanks.MayUse("Social", "Llm"));
        Assert.False(FeatureRanks.MayUse("Llm", "Agents"));
        Assert.False(FeatureRanks.MayUse("Agents", "Simulation"));
        Assert.False(FeatureRanks.MayUse("Access", "Memory"));
        Assert.True(FeatureRanks.MayUse("Agents", "Social"));
        Assert.True(FeatureRanks.MayUse("Simulation", "Agents"));
    }

    /// <summary>The feature folder of a namespace of one of the floors; null for a namespace of another room.</summary>
    private static string? FeatureOf(string space)
    {
        foreach (var floor in Floors.OrderByDescending(floor => floor.Length))
        {
            var prefix = "PuppetEngine." + floor;
            if (space == prefix)
            {
                return "";
            }

            if (space.StartsWith(prefix + ".", StringComparison.Ordinal))
            {
                return space[(prefix.Length + 1)..].Split('.')[0];
            }
        }

        return null;
    }
}
