using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Style;

/// <summary>What is in the product is finished.</summary>
public sealed class UnfinishedWorkTests
{
    [Theory]
    [InlineData("NotImplementedException")]
    [InlineData("// TODO")]
    [InlineData("// FIXME")]
    [InlineData("// HACK")]
    [InlineData("#region")]
    [InlineData("Thread.Sleep(")]
    public void No_product_file_contains(string mark)
    {
        var found = Repository.ProductSources.Where(file => file.Text.Contains(mark, StringComparison.Ordinal)).Select(file => file.Path);

        Assert.Empty(found);
    }
}
