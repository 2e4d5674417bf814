using System.Reflection;
using Orleans;
using Orleans.Runtime;
using PuppetEngine.Tests.Architecture.Sources;

namespace PuppetEngine.Tests.Architecture.Wire;

/// <summary>The wire between silos, clients and stored calls: named by aliases, numbered by ids, made of a closed list of types.</summary>
public sealed class WireContractTests
{
    [Fact]
    public void Every_interface_and_method_has_an_alias()
    {
        var bare = WireAssembly.Interfaces.Where(type => WireAssembly.AliasOf(type) is null).Select(type => type.Name)
            .Concat(WireAssembly.Interfaces.SelectMany(type => type.GetMethods()).Where(method => WireAssembly.AliasOf(method) is null).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"))
            .ToList();

        Assert.NotEmpty(WireAssembly.Interfaces);
        Assert.Empty(bare);
    }

    [Fact]
    public void Every_record_and_exception_has_a_serializer_and_an_alias()
    {
        var exceptions = WireAssembly.Assembly.GetTypes().Where(type => typeof(Exception).IsAssignableFrom(type)).Except(WireAssembly.Records).Select(type => $"{type.Name} has no [GenerateSerializer]");
        var records = WireAssembly.Records.Where(type => WireAssembly.AliasOf(type) is null).Select(type => $"{type.Name} has no [Alias]");

        Assert.NotEmpty(WireAssembly.Records);
        Assert.Empty(exceptions.Concat(records));
    }

    [Fact]
    public void Type_aliases_are_unique_and_readable()
    {
        var aliases = WireAssembly.Interfaces.Concat(WireAssembly.Records).Select(WireAssembly.AliasOf).OfType<string>().ToList();

        Assert.Equal(aliases.Distinct(StringComparer.Ordinal).Count(), aliases.Count);
        Assert.All(aliases, alias => Assert.StartsWith("PuppetEngine.", alias, StringComparison.Ordinal));
    }

    [Fact]
    public void Method_aliases_are_unique_in_their_interface()
    {
        Assert.All(WireAssembly.Interfaces, type =>
        {
            var aliases = type.GetMethods().Select(WireAssembly.AliasOf).ToList();
            Assert.Equal(aliases.Distinct(StringComparer.Ordinal).Count(), aliases.Count);
        });
    }

    [Fact]
    public void Every_wire_member_has_an_id_unique_in_its_type()
    {
        var wrong = new List<string>();
        foreach (var type in WireAssembly.Records)
        {
            var members = WireAssembly.DataMembers(type).ToList();
            wrong.AddRange(members.Where(member => WireAssembly.IdOf(member) is null).Select(member => $"{type.Name}.{member.Name} has no [Id]: it would be lost in every call"));
            wrong.AddRange(members.GroupBy(WireAssembly.IdOf).Where(group => group.Key is not null && group.Count() > 1)
                .Select(group => $"{type.Name}: id {group.Key} stands on {string.Join(" and ", group.Select(member => member.Name))}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Records_are_sealed_and_immutable()
    {
        var wrong = WireAssembly.Records
            .Where(type => !typeof(Exception).IsAssignableFrom(type))
            .Where(type => (type.IsClass && !type.IsSealed) || type.GetCustomAttribute<ImmutableAttribute>() is null)
            .Select(type => type.FullName);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_types_of_the_closed_list_cross_a_call()
    {
        var members = WireAssembly.Records.SelectMany(type => WireAssembly.DataMembers(type).Select(member => ($"{type.Name}.{member.Name}", WireAssembly.TypeOf(member))));
        var calls = WireAssembly.Interfaces.SelectMany(type => type.GetMethods()).SelectMany(CallTypes);

        var wrong = members.Concat(calls).Where(pair => !WireType.IsAllowed(pair.Item2)).Select(pair => $"{pair.Item1}: {pair.Item2}").ToList();

        Assert.True(wrong.Count == 0, "Not on the closed list of wire types:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void Grain_interfaces_are_keyed_by_strings()
    {
        Assert.All(WireAssembly.Interfaces, type => Assert.True(typeof(IGrainWithStringKey).IsAssignableFrom(type), $"{type.Name} must extend IGrainWithStringKey"));
    }

    [Fact]
    public void The_wire_is_what_was_frozen() => FrozenList.Verify("wire.txt", Lines());

    private static IEnumerable<(string, Type)> CallTypes(MethodInfo method)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        foreach (var parameter in method.GetParameters().Where(parameter => parameter.ParameterType != typeof(CancellationToken)))
        {
            yield return ($"{name}({parameter.Name})", parameter.ParameterType);
        }

        if (method.ReturnType == typeof(Task) || method.ReturnType == typeof(ValueTask))
        {
            yield break;
        }

        var isTask = method.ReturnType.IsGenericType && (method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>) || method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>));
        yield return ($"{name} returns", isTask ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType);
    }

    private static IEnumerable<string> Lines()
    {
        foreach (var method in WireAssembly.Interfaces.SelectMany(type => type.GetMethods()))
        {
            var parameters = method.GetParameters().Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? "CancellationToken" : WireType.Spell(parameter.ParameterType));
            yield return $"call {WireAssembly.AliasOf(method.DeclaringType!)}.{WireAssembly.AliasOf(method)}({string.Join(", ", parameters)}) : {WireType.Spell(method.ReturnType)}";
        }

        foreach (var type in WireAssembly.Records)
        {
            yield return $"type {WireAssembly.AliasOf(type)}";
            foreach (var member in WireAssembly.DataMembers(type))
            {
                yield return $"member {WireAssembly.AliasOf(type)} {WireAssembly.IdOf(member)} {member.Name} : {WireType.Spell(WireAssembly.TypeOf(member))}";
            }
        }

        foreach (var type in WireAssembly.Assembly.GetTypes().Where(type => type.IsEnum && type.IsPublic))
        {
            foreach (var name in Enum.GetNames(type))
            {
                yield return $"enum {WireType.Spell(type)} {name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}";
            }
        }
    }
}
