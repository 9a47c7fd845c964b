using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Output;

/// <summary>Maximum output of the examples as worked out by hand in their READMEs; 10 is "10 or more" or "held".</summary>
public sealed class ExampleOutputTests
{
    [Theory]
    [InlineData("hello", "2026-01-01", "produce", "EU27", "0.4 0.4 0.4", "1 1.2 1.2")]
    [InlineData("hello", "2026-01-01", "produce", "EU+EEA", "0.75 0.875 1", "1 1.2 1.2")]
    [InlineData("hello", "2026-01-01", "produce", "EU+EEA+UA", "0.75 0.875 1", "1 1.2 1.2")]
    [InlineData("hello", "2026-01-01", "produce", "European NATO", "1 1.125 1.2", "1 1.2 1.2")]
    [InlineData("hello", "2026-01-01", "use", "EU27", "0.625 0.7292 0.8333", "0.8333 1.9792 2.0833")]
    [InlineData("hello", "2026-01-01", "use", "European NATO", "0.8333 0.9375 1.0417", "0.8333 1.9792 2.0833")]
    [InlineData("hello", "2026-01-01", "export", "EU27", "0 0 0", "5 6 6")]
    [InlineData("hello", "2026-01-01", "export", "European NATO", "0 0 0", "5 6 6")]
    [InlineData("hello", "2026-01-01", "develop", "EU27", "10 10 10", "10 10 10")]
    [InlineData("hello", "2026-01-01", "", "EU27", "0 0 0", "0.4167 0.9896 1")]
    [InlineData("bulldozer", "2026-01-01", "produce", "EU27", "0.5 0.5 0.5", "1 1.1 1.2")]
    [InlineData("bulldozer", "2026-01-01", "produce", "EU+EEA", "0.6 0.6 0.6", "1 1.1 1.2")]
    [InlineData("bulldozer", "2026-01-01", "produce", "European NATO", "0.6 0.6 0.6", "1 1.1 1.2")]
    [InlineData("coordination", "2027-01-01", "produce", "EU27", "0.25 0.25 0.25", "0.4167 0.4167 0.4167")]
    [InlineData("coordination", "2027-01-01", "produce", "European NATO", "0.25 0.25 0.25", "0.4167 0.4167 0.4167")]
    [InlineData("permanent-magnets", "2026-11-01", "produce", "EU27", "0 0.005 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-11-01", "produce", "EU+EEA", "0 0.005 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-11-01", "produce", "EU+EEA+UA", "0 0.005 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-11-01", "produce", "European NATO", "0 0 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-11-01", "use", "EU27", "0 0.1 4", "1 1.1 10")]
    [InlineData("permanent-magnets", "2026-11-01", "export", "EU27", "0 0.005 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-11-10", "export", "EU27", "0 0.005 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-11-11", "export", "EU27", "0 0 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-12-01", "export", "European NATO", "0 0 0.2", "1 1.005 10")]
    [InlineData("permanent-magnets", "2026-11-01", "develop", "EU27", "0 10 10", "10 10 10")]
    [InlineData("permanent-magnets", "2026-12-01", "develop", "European NATO", "0 10 10", "10 10 10")]
    public void Maximum_output_is_what_was_worked_out_by_hand(string example, string day, string verb, string who, string inside, string withOthers)
    {
        var network = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", example), [])!.At(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), 0);
        var table = new SupplyTable(network, Perimeter.Defaults.Single(p => p.Name == who));
        var goals = network.Goals.Where(g => verb.Length == 0 || g.Verb == verb).ToArray();
        Assert.Equal((inside, withOthers), (Thetas(Denial.Outsiders), Thetas(Denial.None)));

        string Thetas(Denial denial) => string.Join(' ', new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }.Select(reading =>
        {
            using var program = new OutputProgram(table, goals, reading, LinearSolvers.Default);
            return Math.Round(program.Solve(denial).Theta, 4).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }));
    }
}
