using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Style;

/// <summary>Log lines are typed methods in one place per class; what may hold private text is told by its name.</summary>
public sealed class LoggingTests
{
    private static readonly string[] Direct = ["Log", "LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical"];

    [Fact]
    public void Every_log_line_is_a_LoggerMessage()
    {
        var wrong = Repository.ProductSources
            .SelectMany(file => CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => call.Expression is MemberAccessExpressionSyntax member
                    && Direct.Contains(member.Name.Identifier.Text, StringComparer.Ordinal)
                    && member.Expression.ToString().EndsWith("logger", StringComparison.OrdinalIgnoreCase))
                .Select(call => $"{file.Path}: {call.Expression}"))
            .ToList();

        Assert.True(wrong.Count == 0, "Write a [LoggerMessage] method in X.Log.cs instead of:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void LoggerMessages_stand_in_Log_files()
    {
        var wrong = Repository.ProductSources
            .Where(file => !file.Path.EndsWith("Log.cs", StringComparison.Ordinal))
            .Where(file => file.Text.Contains("[LoggerMessage", StringComparison.Ordinal))
            .Select(file => file.Path);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Sensitive_log_methods_log_at_trace_only()
    {
        var wrong = Repository.ProductSources
            .Where(file => file.Path.EndsWith("Log.cs", StringComparison.Ordinal))
            .SelectMany(file => CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
                .Where(method => method.Identifier.Text.EndsWith("Sensitive", StringComparison.Ordinal) && !method.AttributeLists.ToString().Contains("LogLevel.Trace", StringComparison.Ordinal))
                .Select(method => $"{file.Path}: {method.Identifier.Text}"));

        Assert.Empty(wrong);
    }
}
