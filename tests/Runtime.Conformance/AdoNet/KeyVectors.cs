namespace PuppetEngine.Tests.Runtime.Conformance.AdoNet;

/// <summary>
/// What Orleans 10 writes for a grain key: known answers, recorded from its own providers. The hashes of a storage row are
/// Jenkins' over the key's bytes and over the state's name; the hash of a reminder is the grain id's uniform hash.
/// </summary>
public static class KeyVectors
{
    /// <summary>Key of a grain, and its columns for the state named <c>turn</c>: GrainIdHash, N0, N1, extension, GrainTypeHash.</summary>
    public static TheoryData<string, int, long, long, string?, int> Storage { get; } = new()
    {
        { "7", 1586669959, 0, 7, null, -278540208 },
        { "ada", 1160783379, 0, 2778, null, -278540208 },
        { "cafe", 1265775606, 0, 51966, null, -278540208 },
        { "7f6e5d4c3b2a19080f1e2d3c4b5a6978", -575269321, 1803756704474488140, 8676565436284608015, null, -278540208 },
        { "coby", 1158630115, 0, 0, "coby", -278540208 },
        { "ada.lovelace", -1750189180, 0, 0, "ada.lovelace", -278540208 },
        { "cafe+7", -1717399662, 0, 51966, "7", -278540208 },
        { "ffffffffffffffff", -641301823, 0, -1, null, -278540208 },
        { "10000000000000000", 210223043, 0, 0, "10000000000000000", -278540208 },
        { "zoë", 935539955, 0, 0, "zoë", -278540208 },
    };

    /// <summary>Key of a grain of type <c>agent</c>, and the GrainHash of its reminders.</summary>
    public static TheoryData<string, int> Reminders { get; } = new()
    {
        { "7", -1628950566 },
        { "ada", 2127519416 },
        { "cafe", -160422986 },
        { "7f6e5d4c3b2a19080f1e2d3c4b5a6978", 130925802 },
        { "coby", 1050158190 },
        { "ada.lovelace", -936987157 },
    };

    /// <summary>Key of a grain of type <c>reminder</c>, and the GrainHash of its reminders.</summary>
    public static TheoryData<string, int> ConformanceReminders { get; } = new()
    {
        { "7", -1434002004 },
        { "ada", -1972499318 },
        { "cafe", 34525576 },
        { "7f6e5d4c3b2a19080f1e2d3c4b5a6978", 325874364 },
        { "coby", 1245106752 },
    };
}
