using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Docs;

/// <summary>Code blocks that a page marks as <c>csharp verify</c> compile against the product as it is.</summary>
public sealed class DocsSnippetTests
{
    private const string Usings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks; global using Orleans; global using Orleans.Runtime;
        """;

    [Fact]
    public void Verified_blocks_compile()
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToList();

        var errors = Repository.Files("*.md").SelectMany(page => Snippets(page).SelectMany(snippet => Errors(page, snippet, references))).ToList();

        Assert.True(errors.Count == 0, string.Join('\n', errors));
    }

    [Fact]
    public void A_broken_block_is_reported_with_its_line()
    {
        var page = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".md");
        File.WriteAllText(page, "# Page\n\n```csharp verify\nint number = \"text\";\n```\n");
        try
        {
            var file = new SourceFile("page.md", page);
            var snippet = Assert.Single(Snippets(file));
            var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToList();

            Assert.StartsWith("page.md:4: CS0029", Assert.Single(Errors(file, snippet, references)), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(page);
        }
    }

    private static IEnumerable<(int Line, string Code)> Snippets(SourceFile page)
    {
        var lines = File.ReadAllLines(page.FullPath);
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].Trim() != "```csharp verify")
            {
                continue;
            }

            var code = lines.Skip(index + 1).TakeWhile(line => line.Trim() != "```").ToList();
            yield return (index + 2, string.Join('\n', code));
        }
    }

    private static IEnumerable<string> Errors(SourceFile page, (int Line, string Code) snippet, IEnumerable<MetadataReference> references)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var compilation = CSharpCompilation.Create("Snippet",
            [CSharpSyntaxTree.ParseText(Usings, options), CSharpSyntaxTree.ParseText(snippet.Code, options, page.Path)],
            references, new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        // A block may be types alone: then there is no program to start.
        return compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS5001")
            .Select(diagnostic => $"{page.Path}:{snippet.Line + diagnostic.Location.GetLineSpan().StartLinePosition.Line}: {diagnostic.Id} {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
    }
}
