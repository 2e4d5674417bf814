using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace PuppetEngine.Tests.Providers.Solana;

/// <summary>Checks a property over cases that follow from one seed; others by <c>PUPPET_TEST_SEED</c>.</summary>
internal static class Properties
{
    public static void Check(Property property, int cases = 100)
    {
        var seed = Environment.GetEnvironmentVariable("PUPPET_TEST_SEED") is { Length: > 0 } given ? ulong.Parse(given) : 20261121;
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(seed), FSharpOption<int>.None))));
    }
}
