using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Rooms;

/// <summary>
/// The sources of one room, bound by the compiler, so that a use is seen however it is spelled. Generated parts are missing; what
/// they would define does not bind and is not counted, which loses nothing: no generated member belongs to another feature.
/// </summary>
internal sealed class RoomCompilation
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly ImmutableArray<MetadataReference> Platform =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly CSharpCompilation compilation;
    private readonly string room;

    public RoomCompilation(string room)
    {
        this.room = room;
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = Repository.ProductSources
            .Where(file => file.Path.StartsWith(room + "/", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options, "ImplicitUsings.cs"));
        var own = "PuppetEngine." + room + ".dll";
        compilation = CSharpCompilation.Create(room + ".Sources", trees,
            Platform.Where(reference => !string.Equals(Path.GetFileName(reference.Display), own, StringComparison.OrdinalIgnoreCase)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>Every use of a type of the product by a file of this room, as (file, folder, used namespace, used type).</summary>
    public IEnumerable<(string File, string Folder, string Namespace, string Type)> Uses()
    {
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.StartsWith(room + "/", StringComparison.Ordinal)))
        {
            var model = compilation.GetSemanticModel(tree);
            var parts = tree.FilePath.Split('/');
            var folder = parts.Length > 2 ? parts[1] : "";
            var types = tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Select(name => TypeOf(model.GetSymbolInfo(name).Symbol))
                .OfType<INamedTypeSymbol>()
                .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);
            foreach (var type in types)
            {
                var space = type.ContainingNamespace?.ToDisplayString() ?? "";
                if (space.StartsWith("PuppetEngine.", StringComparison.Ordinal))
                {
                    yield return (tree.FilePath, folder, space, type.Name);
                }
            }
        }
    }

    private static INamedTypeSymbol? TypeOf(ISymbol? symbol) => symbol switch
    {
        INamedTypeSymbol type => type.OriginalDefinition,
        IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType?.OriginalDefinition,
        _ => null,
    };
}
