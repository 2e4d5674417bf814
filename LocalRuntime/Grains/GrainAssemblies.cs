using System.Collections.Concurrent;
using System.Reflection;
using Orleans;

namespace PuppetEngine.LocalRuntime.Grains;

/// <summary>Finds grain classes: in the loaded assemblies and in what they refer to. Facts about assemblies, so kept once per process.</summary>
internal static class GrainAssemblies
{
    private static readonly ConcurrentDictionary<Assembly, Type[]> Types = new();

    internal static IEnumerable<Assembly> Find()
    {
        var host = typeof(GrainAssemblies).Assembly.GetName().Name;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic));
        while (open.TryDequeue(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            if (!seen.Add(assembly.FullName!) || !Array.Exists(references, r => r.Name == host))
            {
                continue;
            }

            yield return assembly;
            // A room whose types nobody has touched yet is not loaded; its grains are there all the same.
            foreach (var reference in references.Where(r => r.Name!.StartsWith("PuppetEngine.", StringComparison.Ordinal)))
            {
                open.Enqueue(Assembly.Load(reference));
            }
        }
    }

    internal static Type[] GrainTypes(Assembly assembly) => Types.GetOrAdd(assembly, static a =>
        [.. a.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && typeof(IGrainBase).IsAssignableFrom(t) && typeof(IGrain).IsAssignableFrom(t))]);
}
