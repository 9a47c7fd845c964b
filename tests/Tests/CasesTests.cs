using CsCheck;
using Vauban.Tests.Architecture;

namespace Vauban.Tests;

public sealed class CasesTests
{
    static List<int> Values()
    {
        var values = new List<int>();
        Gen.Int[0, 1_000_000].Try(20, values.Add);
        return values;
    }

    [Fact]
    public void Every_run_tries_the_same_cases()
    {
        Assert.Equal(Values(), Values());
        Assert.Equal(20, Values().Distinct().Count());
        // Without VAUBAN_SEED, the first three on any machine.
        if (Environment.GetEnvironmentVariable("VAUBAN_SEED") is null or "") Assert.Equal([868171, 813160, 370205], Values().Take(3));
    }

    [Fact]
    public void A_case_that_fails_is_told_with_its_seed() =>
        Assert.Contains("Set seed:", Assert.ThrowsAny<Exception>(() => Gen.Int[0, 1000].Try(50, n => Assert.True(n < 900))).Message, StringComparison.Ordinal);

    [Fact]
    public void No_test_draws_cases_of_its_own() =>
        Assert.DoesNotContain(SourceTree.Files("tests/Tests"), p => p.EndsWith(".cs", StringComparison.Ordinal) && !p.EndsWith("/Cases.cs", StringComparison.Ordinal)
            && SourceTree.Text(p).Contains(".Sam" + "ple(", StringComparison.Ordinal));
}
