using System.Collections.Immutable;
using Orleans;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

// A member without an id is an error of the Orleans build; here it is what is tried.
#pragma warning disable ORLEANS0004

/// <summary>A value that can be changed by who holds it.</summary>
[GenerateSerializer, Alias("PuppetEngine.Tests.Parcel")]
public sealed class Parcel
{
    /// <summary>Travels.</summary>
    [Id(0)] public string Text { get; set; } = "";

    /// <summary>Travels.</summary>
    [Id(1)] public List<string> Items { get; set; } = [];

    /// <summary>Travels.</summary>
    [Id(2)] public Dictionary<string, int> Counts { get; set; } = [];

    /// <summary>Travels.</summary>
    [Id(3)] public byte[] Bytes { get; set; } = [];

    /// <summary>Travels.</summary>
    [Id(4)] public Parcel? Inner { get; set; }

    /// <summary>Has no id, so it stays at home.</summary>
    public string Lost { get; set; } = "default";
}

/// <summary>A value that nobody changes.</summary>
[GenerateSerializer, Immutable, Alias("PuppetEngine.Tests.Letter")]
public sealed record Letter
{
    /// <summary>Travels.</summary>
    [Id(0)] public required string Text { get; init; }

    /// <summary>Has no id.</summary>
    public string Note { get; init; } = "default";
}

/// <summary>Every type of the closed list of wire types.</summary>
[GenerateSerializer, Alias("PuppetEngine.Tests.AllSorts")]
public sealed record AllSorts
{
    /// <summary>One of each.</summary>
    [Id(0)] public bool Flag { get; init; }

    /// <summary>One of each.</summary>
    [Id(1)] public int Number { get; init; }

    /// <summary>One of each.</summary>
    [Id(2)] public long Large { get; init; }

    /// <summary>One of each.</summary>
    [Id(3)] public double Real { get; init; }

    /// <summary>One of each.</summary>
    [Id(4)] public decimal Money { get; init; }

    /// <summary>One of each.</summary>
    [Id(5)] public Guid Guid { get; init; }

    /// <summary>One of each.</summary>
    [Id(6)] public DateTimeOffset At { get; init; }

    /// <summary>One of each.</summary>
    [Id(7)] public TimeSpan? Span { get; init; }

    /// <summary>One of each.</summary>
    [Id(8)] public DayOfWeek Day { get; init; }

    /// <summary>One of each.</summary>
    [Id(9)] public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>One of each.</summary>
    [Id(10)] public Dictionary<string, List<int>> Table { get; init; } = [];

    /// <summary>One of each.</summary>
    [Id(11)] public string? Nothing { get; init; }
}

/// <summary>A type without a serializer.</summary>
public sealed class Stowaway
{
    /// <summary>Never travels.</summary>
    public string Text { get; set; } = "";
}

/// <summary>A grain that keeps what it is sent. Key: any text.</summary>
[Alias("PuppetEngine.Tests.ICopyGrain")]
public interface ICopyGrain : IGrainWithStringKey
{
    /// <summary>Keeps a parcel, and changes it.</summary>
    [Alias("Keep")]
    Task Keep(Parcel parcel);

    /// <summary>Gives out the parcel that is kept.</summary>
    [Alias("Give")]
    Task<Parcel> Give();

    /// <summary>Keeps a letter.</summary>
    [Alias("Read")]
    Task<Letter> Read(Letter letter);

    /// <summary>Gives back what it was given.</summary>
    [Alias("Echo")]
    Task<AllSorts> Echo(AllSorts value);

    /// <summary>Takes a list of lists.</summary>
    [Alias("Nest")]
    Task<List<Parcel>> Nest(List<Parcel> parcels);
}

/// <summary>A grain that asks for what cannot travel. Key: any text.</summary>
[Alias("PuppetEngine.Tests.IStowawayGrain")]
public interface IStowawayGrain : IGrainWithStringKey
{
    /// <summary>Never arrives.</summary>
    [Alias("Take")]
    Task Take(Stowaway stowaway);
}
