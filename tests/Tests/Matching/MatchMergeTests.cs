using System.Text.Json;
using CsCheck;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Matching;
using Vauban.App.Cli;
using Vauban.Core.Matching;
using Vauban.Core.Model;
using Vauban.Tests.Cli;

namespace Vauban.Tests.Matching;

public sealed class MatchMergeTests
{
    static Table Table(string name, params (string, string)[][] rows) => new(FieldCatalog.Table(name), [.. rows.Select(r => MatchingTests.Row(name, r))]);

    // Two spellings of one maker, each with a line; one of them is owned, the other owns something.
    static Package Twice { get; } = new(new("twice", "Twice", null),
    [
        Table("parties", [("id", "a"), ("name", "Musterwerk Gesellschaft mit beschränkter Haftung"), ("country", "DE")], [("id", "b"), ("name", "MUSTERWERK GMBH"), ("country", "DE"), ("size", "large"), ("ncage", "D1234"), ("marking", "TLP:AMBER")], [("id", "h"), ("name", "Beispiel Holding"), ("country", "FR")]),
        Table("ownership", [("owner", "h"), ("owned", "a"), ("share", "60")], [("owner", "h"), ("owned", "b"), ("share", "55")]),
        Table("items", [("id", "i"), ("unit", "piece")]),
        Table("lines", [("id", "l1"), ("party", "a"), ("item", "i")], [("id", "l2"), ("party", "b"), ("item", "i")]),
    ]);

    static MatchResult Decided(Package package, params (string A, string B, bool IsSame)[] said)
    {
        var parties = MatchParty.Of(package).ToDictionary(p => p.Id, StringComparer.Ordinal);
        return MatchEngine.Run(package, [.. said.Select(s => MatchDecision.Of(parties[s.A], parties[s.B], s.IsSame, "looked at"))], new(), WordSimilarity.Of, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nothing_is_merged_that_nobody_has_confirmed()
    {
        Assert.Single(Decided(Twice).Open);
        Assert.Same(Twice, MatchMerge.Run(Twice, Decided(Twice)).Package);
        Assert.Same(Twice, MatchMerge.Run(Twice, Decided(Twice, ("a", "b", false))).Package);
    }

    [Fact]
    public void A_merge_keeps_the_fuller_row_moves_all_references_and_tells_what_disagrees()
    {
        var result = MatchMerge.Run(Twice, Decided(Twice, ("a", "b", true)));
        var parties = result.Package["parties"];
        Assert.Equal(["b", "h"], parties.Rows.Select(r => r.Cells[0]));
        Assert.Contains("Also: a (Musterwerk Gesellschaft mit beschränkter Haftung)", parties.Cell(parties.Rows[0], "note"), StringComparison.Ordinal);
        Assert.Equal(["b", "b"], result.Package["lines"].Rows.Select(r => result.Package["lines"].Cell(r, "party")));
        // Two statements of one ownership: the one of the party that stays holds, the other is told.
        Assert.Equal(["55"], result.Package["ownership"].Rows.Select(r => result.Package["ownership"].Cell(r, "share")));
        Assert.Contains(result.Findings, f => f.Code == "W-MATCH-02");
        Assert.NotNull(NetworkBuilder.Build(result.Package, []));
    }

    [Fact]
    public void Undoing_gives_the_package_as_it_was()
    {
        var result = MatchMerge.Run(Twice, Decided(Twice, ("a", "b", true)));
        Assert.NotEqual(Twice.Hash, result.Package.Hash);
        var (again, findings) = MatchMerge.Undo(result.Package, result.Steps);
        Assert.Empty(findings);
        Assert.Equal(Twice.Hash, again.Hash);
    }

    [Fact]
    public void A_row_that_was_changed_since_stays_and_is_told()
    {
        var result = MatchMerge.Run(Twice, Decided(Twice, ("a", "b", true)));
        var lines = result.Package["lines"];
        var changed = result.Package.With(new Table(lines.Spec, [.. lines.Rows.Select(r => r.Cells[0] == "l1" ? r with { Cells = [.. r.Cells.Select((c, i) => i == lines.Spec.IndexOf("capacity") ? "5" : c)] } : r)]));
        var (again, findings) = MatchMerge.Undo(changed, result.Steps);
        Assert.Equal("W-MATCH-04", Assert.Single(findings).Code);
        Assert.Equal("b", again["lines"].Cell(again["lines"].Rows.Single(r => r.Cells[0] == "l1"), "party"));
    }

    [Fact]
    public void Chains_of_yes_against_one_no_are_a_contradiction_that_is_told()
    {
        var names = new Package(new("p", "P", null), [Table("parties", [("id", "a"), ("name", "Alpha")], [("id", "b"), ("name", "Beta")], [("id", "c"), ("name", "Gamma")])]);
        var result = MatchMerge.Run(names, Decided(names, ("a", "b", true), ("b", "c", true), ("a", "c", false)));
        Assert.Equal("E-MATCH-01", Assert.Single(result.Findings).Code);
        Assert.Same(names, result.Package);
        Assert.Single(MatchMerge.Run(names, Decided(names, ("a", "b", true), ("b", "c", true))).Package["parties"].Rows);
    }

    [Fact]
    public void Any_merge_of_any_package_can_be_taken_back() =>
        Gen.Select(Gen.Int[2, 7], Gen.Int[0, 1 << 20]).Try(200, (count, seed) =>
        {
            var random = new Random(seed);
            string P() => $"p{random.Next(count)}";
            var package = new Package(new("r", "R", null),
            [
                Table("parties", [.. Enumerable.Range(0, count).Select(i => new[] { ("id", $"p{i}"), ("name", $"Name {(char)('a' + i)}"), ("size", random.Next(2) == 0 ? "large" : ""), ("note", random.Next(3) == 0 ? "n" : ""), ("marking", random.Next(3) == 0 ? "TLP:RED" : "") })]),
                Table("ownership", [.. Enumerable.Range(0, count).Select(_ => (Owner: P(), Owned: P())).Where(o => o.Owner != o.Owned).Distinct().Select(o => new[] { ("owner", o.Owner), ("owned", o.Owned), ("share", "10") })]),
                Table("sites", [.. Enumerable.Range(0, 4).Select(i => new[] { ("id", $"s{i}"), ("party", P()) })]),
            ]);
            var said = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (A: P(), B: P(), true)).Where(s => s.A != s.B).ToArray();
            var result = MatchMerge.Run(package, Decided(package, said));
            Assert.Equal(package.Canonical, MatchMerge.Undo(result.Package, result.Steps).Package.Canonical);
            // No reference leads to a party that is gone.
            var ids = result.Package["parties"].Rows.Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal);
            Assert.All(result.Package["ownership"].Rows.SelectMany(r => r.Cells[..2]).Concat(result.Package["sites"].Rows.Select(r => result.Package["sites"].Cell(r, "party"))), id => Assert.Contains(id, ids));
        });

    [Fact]
    public void The_commands_review_decide_merge_and_take_back()
    {
        var folder = Directory.CreateTempSubdirectory("vauban");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            PackageWriter.Write(Twice, At("twice"));
            var review = CommandRun.Of("match", "review", At("twice"));
            Assert.Equal(ExitCode.Ok, review.Code);
            Assert.Contains("MUSTERWERK GMBH (b, DE)", review.Output, StringComparison.Ordinal);
            // Nobody has said anything: nothing is merged.
            using (var none = JsonDocument.Parse(CommandRun.Of("match", "apply", At("twice"), At("none"), "--json").Output)) Assert.Equal((Twice.Hash, 0), (none.RootElement.GetProperty("snapshot").GetString(), none.RootElement.GetProperty("parties").GetInt32()));
            Assert.Equal(ExitCode.Ok, CommandRun.Of("match", "review", At("twice"), "--same", "a=b", "--reason", "same register, \"HRB\" 1; looked").Code);
            using (var again = JsonDocument.Parse(CommandRun.Of("match", "review", At("twice"), "--json").Output))
            {
                Assert.Equal(0, again.RootElement.GetProperty("open").GetArrayLength());
                Assert.Equal("same register, \"HRB\" 1; looked", again.RootElement.GetProperty("decided")[0].GetProperty("reason").GetString());
            }
            using (var applied = JsonDocument.Parse(CommandRun.Of("match", "apply", At("twice"), At("one"), "--json").Output)) Assert.Equal(1, applied.RootElement.GetProperty("parties").GetInt32());
            Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("match", "apply", At("twice"), At("one")).Code);
            using var undone = JsonDocument.Parse(CommandRun.Of("match", "undo", At("one"), At("two"), "--party", "b", "--json").Output);
            Assert.Equal(Twice.Hash, undone.RootElement.GetProperty("snapshot").GetString());
            foreach (var args in (string[][])[["match", "review", At("twice"), "--same", "a=nobody"], ["match", "review", At("twice"), "--same", "a"], ["match", "review", At("twice"), "--least", "2"], ["match", "undo", At("one"), At("three"), "--party", "h"], ["match", "undo", At("twice"), At("three")]])
                Assert.Equal(ExitCode.InvalidInput, CommandRun.Of(args).Code);
            File.AppendAllText(At("twice-matches.csv"), "x,y,perhaps,,,,,\n");
            Assert.Equal(ExitCode.InvalidInput, CommandRun.Of("match", "review", At("twice")).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
