using Orleans;
using Orleans.Runtime;

namespace PuppetEngine.Tests.Runtime.Conformance.Probes;

/// <summary>See <see cref="ICopyGrain"/>.</summary>
[GrainType("copy")]
internal sealed class CopyGrain(IGrainContext context, Witness witness) : ICopyGrain, IGrainBase
{
    private Parcel _kept = new();

    public IGrainContext GrainContext => context;

    public Task Keep(Parcel parcel)
    {
        witness.Drawer["lost"] = parcel.Lost;
        parcel.Text += " changed";
        parcel.Items.Add("added");
        parcel.Counts["added"] = 1;
        parcel.Bytes[0] = 99;
        parcel.Inner?.Items.Add("added");
        _kept = parcel;
        return Task.CompletedTask;
    }

    public Task<Parcel> Give() => Task.FromResult(_kept);

    public Task<Letter> Read(Letter letter)
    {
        witness.Drawer["letter"] = letter;
        return Task.FromResult(letter);
    }

    public Task<AllSorts> Echo(AllSorts value) => Task.FromResult(value);

    public Task<List<Parcel>> Nest(List<Parcel> parcels)
    {
        witness.Drawer["same"] = ReferenceEquals(parcels[0], parcels[1]);
        return Task.FromResult(parcels);
    }
}

/// <summary>See <see cref="IStowawayGrain"/>.</summary>
[GrainType("stowaway")]
internal sealed class StowawayGrain(IGrainContext context) : IStowawayGrain, IGrainBase
{
    public IGrainContext GrainContext => context;

    public Task Take(Stowaway stowaway) => Task.CompletedTask;
}
