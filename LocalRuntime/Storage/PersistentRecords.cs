using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using PuppetEngine.LocalRuntime.Grains;

namespace PuppetEngine.LocalRuntime.Storage;

/// <summary>Makes the persistent states that a grain's constructor asks for.</summary>
internal static class PersistentRecords
{
    /// <summary>The name of the provider that serves states which name none.</summary>
    internal const string DefaultProvider = "Default";

    internal static Func<Activation, List<IPersistentRecord>, object> Factory(ParameterInfo parameter, PersistentStateAttribute attribute)
    {
        var type = parameter.ParameterType;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException($"The parameter {parameter.Name} of {parameter.Member.DeclaringType} carries [PersistentState] and so must be of type IPersistentState<T>.");
        }

        var make = typeof(PersistentRecords).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type.GetGenericArguments());
        return make.CreateDelegate<Func<string, string, Activation, List<IPersistentRecord>, object>>() is var typed
            ? (activation, records) => typed(attribute.StateName, attribute.StorageName ?? DefaultProvider, activation, records)
            : null!;
    }

    private static object Make<T>(string name, string provider, Activation activation, List<IPersistentRecord> records)
    {
        var storage = activation.Silo.Services.GetKeyedService<IGrainStorage>(provider)
            ?? throw new OrleansConfigurationException($"There is no grain storage named '{provider}', which {activation.Class.Type} asks for. Add one to the silo, as by UseSqlite; this host's is named 'Default'.");
        var record = new PersistentRecord<T>(activation, storage, name);
        records.Add(record);
        return record;
    }
}
