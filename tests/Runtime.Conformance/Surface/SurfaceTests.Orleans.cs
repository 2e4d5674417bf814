using System.Reflection;

namespace PuppetEngine.Tests.Runtime.Conformance.Surface;

/// <summary>The baseline is what Orleans has: of every type that LocalRuntime has too, all members.</summary>
public sealed class SurfaceTests
{
    [Fact]
    public void The_baseline_is_the_surface_of_these_packages()
    {
        var assemblies = Directory.EnumerateFiles(AppContext.BaseDirectory, "Orleans.*.dll").Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)));
        var wanted = File.ReadAllLines(SurfaceFiles.Types).ToHashSet(StringComparer.Ordinal);

        var surface = SurfaceFiles.Text(ApiSurface.Of(assemblies).Where(type => wanted.Contains(type.Key)));
        if (SurfaceFiles.AreWritten)
        {
            File.WriteAllText(SurfaceFiles.Baseline, surface);
        }

        Assert.Equal(File.ReadAllText(SurfaceFiles.Baseline), surface);
    }
}
