using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Papers;
using Vauban.Adapters.Solvers;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Evidence;

public sealed class ClaimStudyTests
{
    static readonly IReadOnlyDictionary<string, Paper> Papers = PaperFiles.Read("papers.csv", File.ReadAllBytes(Path.Combine(SourceTree.Root, "examples/evidence/papers.csv")), []).ToDictionary(p => p.Id);
    static readonly IReadOnlyList<Claim> Claims = PaperCsv.ReadClaims("claims.csv", File.ReadAllText(Path.Combine(SourceTree.Root, "examples/evidence/claims.csv")), []);

    static Network Example(string name, Func<string, string>? edit = null)
    {
        var folder = Directory.CreateTempSubdirectory("vauban-claims");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "examples", name))) File.Copy(file, Path.Combine(folder.FullName, Path.GetFileName(file)));
            var lines = Path.Combine(folder.FullName, "lines.csv");
            if (edit is not null)
            {
                var before = File.ReadAllText(lines);
                Assert.NotEqual(before, edit(before));
                File.WriteAllText(lines, edit(before));
            }
            return PackageReader.LoadNetwork(folder.FullName, [])!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static ClaimResult Check(Network network, Claim claim) => ClaimStudy.Run(network, [(claim, Papers.GetValueOrDefault(claim.Paper))], new SovereigntyOptions(), LinearSolvers.Default)[0];

    static string Status(Network network, string id) => Check(network, Claims.Single(c => c.Id == id)) is var r ? $"{r.Status} {r.Reason}" : "";

    [Fact]
    public void Claims_on_the_two_real_examples_stand_as_the_guide_says()
    {
        var (rounds, magnets) = (Example("ammunition-155"), Example("permanent-magnets"));
        Assert.Equal("Agree Within", Status(rounds, "linters-china"));
        Assert.Equal("Agree Within", Status(rounds, "rounds-two-million"));
        Assert.Equal("Open Possible", Status(rounds, "rounds-one-million"));
        Assert.Equal("Agree Within", Status(magnets, "dysprosium-china"));
        Assert.Equal("Agree Within", Status(magnets, "neodymium-china"));
        Assert.Equal("Agree Within", Status(magnets, "magnets-china"));
        // The study that the figure rests on is of 2023, the paper of 2020.
        Assert.Equal("Newer Outside", Status(magnets, "borate-tuerkiye"));
        Assert.Equal("Differ Outside", Status(magnets, "cap-65"));
        Assert.Equal("Missing OtherPackage", Status(magnets, "linters-china"));
    }

    [Fact]
    public void A_claim_turns_when_the_figure_changes()
    {
        const string Row = "nd-oxide-cn,\"Neodymium, separated in China\",,CN,nd-oxide,84.9,share";
        Assert.Equal("Agree Within", Status(Example("permanent-magnets"), "neodymium-china"));
        Assert.Equal("Newer Outside", Status(Example("permanent-magnets", t => t.Replace(Row, Row.Replace("84.9", "60.0", StringComparison.Ordinal), StringComparison.Ordinal)), "neodymium-china"));
        Assert.Equal("Missing NoFigure", Check(Example("permanent-magnets", t => t.Replace(",,IN,nd-oxide,", ",,VN,nd-oxide,", StringComparison.Ordinal)), Claims.Single(c => c.Id == "neodymium-china") with { About = "exposure/concentration/nd-oxide/country:IN" }) is var g ? $"{g.Status} {g.Reason}" : "");
        Assert.Equal("Differ Outside", Check(Example("permanent-magnets", t => t.Replace(Row, Row.Replace("84.9", "60.0", StringComparison.Ordinal), StringComparison.Ordinal)), Claims.Single(c => c.Id == "neodymium-china") with { Date = "2024-06" }) is var r ? $"{r.Status} {r.Reason}" : "");
    }

    [Theory]
    [InlineData("84.9", "%", Stance.Supports, "Agree Within")]
    [InlineData("85", "%", Stance.Supports, "Agree Within")]
    [InlineData("0.85", "1", Stance.Supports, "Agree Within")]
    [InlineData("85.0", "%", Stance.Supports, "Newer Outside")]
    [InlineData("60..", "%", Stance.Supports, "Agree Within")]
    [InlineData("..80", "%", Stance.Supports, "Newer Outside")]
    [InlineData("60", "%", Stance.Contradicts, "Agree Denied")]
    [InlineData("80..90", "%", Stance.Contradicts, "Newer DeniedHere")]
    [InlineData("84.9", "t/year", Stance.Supports, "Missing Unit")]
    [InlineData("", "%", Stance.Mentions, "Missing NoValue")]
    public void A_value_stands_for_what_rounds_to_it_and_a_denial_turns_the_answer(string value, string unit, Stance stance, string expected)
    {
        var result = Check(Magnets.Value, Claims.Single(c => c.Id == "neodymium-china") with { Value = value, Unit = unit, Stance = stance });
        Assert.Equal(expected, $"{result.Status} {result.Reason}");
    }

    [Theory]
    [InlineData("..2 million", Stance.Supports, "Agree Within")]
    [InlineData("1 million..", Stance.Supports, "Open Possible")]
    [InlineData("1 million..", Stance.Contradicts, "Open Possible")]
    [InlineData("..2 million", Stance.Contradicts, "Newer DeniedHere")]
    [InlineData("3 million..", Stance.Contradicts, "Agree Denied")]
    public void A_range_that_lies_only_partly_in_what_is_said_leaves_it_open(string value, Stance stance, string expected)
    {
        var claim = Claims.Single(c => c.Id == "rounds-one-million");
        var result = Check(Rounds.Value, claim with { Value = value.Replace(" million", "000000", StringComparison.Ordinal), Stance = stance });
        Assert.Equal(expected, $"{result.Status} {result.Reason}");
    }

    static readonly Lazy<Network> Rounds = new(() => Example("ammunition-155"));

    static readonly Lazy<Network> Magnets = new(() => Example("permanent-magnets"));

    [Fact]
    public void A_figure_that_may_be_anything_is_missing_and_not_agreement()
    {
        // Export with everybody: 0 to the cap in the readings.
        var result = Check(Example("ammunition-155"), new("x", "eu-2024-asap-award", "x", "ammunition-155/export/theta_all") { Value = "3", Unit = "1", Perimeter = "EU27" });
        Assert.Equal((ClaimStatus.Missing, ClaimReason.Unknown), (result.Status, result.Reason));
        Assert.NotNull(result.Figure);
    }
}
