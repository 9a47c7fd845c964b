using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Disruption;

public sealed class WarnEngineTests
{
    static readonly Network Example = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", "ammunition-155-synthetic"), [])!;

    static Network With(IEnumerable<string[]> rows)
    {
        var spec = FieldCatalog.Table("series");
        var table = new Table(spec, [.. rows.Select((r, i) => new Row([.. spec.Fields.Select(f => Array.IndexOf(Columns, f.Name) is >= 0 and var at && at < r.Length ? r[at] : "")], new Place("series.csv", Row: i + 2)))]);
        return NetworkBuilder.Build(Example.Package.With(table), [])!;
    }

    static readonly string[] Columns = ["indicator", "item", "party", "date", "value", "marking"];

    static IEnumerable<string[]> Series(string indicator, string item, string party, IEnumerable<string> values, int everyDays = 30, string marking = "") =>
        values.Select((v, i) => new[] { indicator, item, party, Dates.Text(new DateOnly(2024, 1, 1).AddDays(everyDays * i)), v, marking });

    // 5 and 6 in turns: moves, and nothing happens.
    static IEnumerable<string> Quiet(int count) => Enumerable.Range(0, count).Select(i => i % 3 == 0 ? "6" : i % 3 == 1 ? "5" : "5.5");

    static WarnResult Run(Network network, WarnOptions? options = null) => WarnEngine.Run(network, options ?? new(), LinearSolvers.Default);

    static WarnSeries One(params IEnumerable<string[]> rows) => Run(With(rows)).Series.Single();

    static string[] Codes(params IEnumerable<string[]> rows) => [.. Run(With(rows)).Findings.Select(f => f.Code)];

    [Fact]
    public void The_four_factors_of_linters_are_those_worked_out_by_hand()
    {
        var linters = Run(Example).Series.Single(s => s.Id == "price:cotton-linters");
        var factors = linters.Factors!;
        Assert.Equal(WarnStatus.Alert, linters.Status);
        // 6 of 7.5 t a day are one maker's; 360 t lie in store and 5 t a day are needed; pulp alone makes 2 of 5 t.
        Assert.Equal(0.8, factors.Share.Low, 1e-12);
        Assert.Equal(0.8, factors.Share.High, 1e-12);
        Assert.Equal(72, factors.StockDays.Low, 1e-9);
        Assert.Equal(1, factors.Level[1], 1e-9);
        Assert.Equal(0.4, factors.Denied[1], 1e-9);
        Assert.Equal(["CN", "TR"], factors.Countries.Select(c => Countries.All[c].Code));
        Assert.Equal((1, 1), (factors.Products.Count, factors.AllProducts));
        Assert.Equal(30, factors.RecoveryDays.High);
        Assert.Equal(275, factors.Days);
    }

    [Fact]
    public void A_series_of_a_party_is_weighed_by_what_the_party_makes()
    {
        // TNT: one maker of all, nothing can be made without it.
        var factors = One(Series("order-book", "", "maker-n", [.. Quiet(20), "60"])).Factors!;
        Assert.Equal("tnt", factors.ShareItem!.Id);
        Assert.Equal(1, factors.Share.Low);
        Assert.Equal(0, factors.Denied[1], 1e-9);
        Assert.Equal(["PL"], factors.Countries.Select(c => Countries.All[c].Code));
    }

    [Fact]
    public void An_item_and_a_party_together_deny_that_party_of_that_item_only()
    {
        // Powder: 14 t a day, 12.5 needed; without the 7 t of maker F 7 of 12.5.
        var factors = One(Series("lead-time", "propellant-powder", "maker-f", [.. Quiet(20), "60"])).Factors!;
        Assert.Equal(0.5, factors.Share.High, 1e-12);
        Assert.Equal(7 / 12.5, factors.Denied[1], 1e-6);
    }

    [Fact]
    public void What_the_package_does_not_say_stays_unknown()
    {
        var factors = One(Series("price", "", "", [.. Quiet(20), "60"])).Factors!;
        Assert.False(factors.Share.IsKnown);
        Assert.False(factors.RecoveryDays.IsKnown);
        Assert.False(factors.StockDays.IsKnown);
        Assert.True(double.IsNaN(factors.Denied[1]));
        Assert.True(double.IsNaN(factors.Loss));
    }

    [Fact]
    public void A_share_between_makers_of_unknown_size_is_an_interval_or_unknown()
    {
        var bulldozer = PackageReader.LoadNetwork(Path.Combine(SourceTree.Root, "examples", "bulldozer"), [])!;
        var spec = FieldCatalog.Table("series");
        WarnFactors Of(string item)
        {
            var rows = Series("price", item, "", [.. Quiet(20), "60"]).Select(r => new Row([.. spec.Fields.Select(f => Array.IndexOf(Columns, f.Name) is >= 0 and var at && at < r.Length ? r[at] : "")], new Place()));
            return Run(NetworkBuilder.Build(bulldozer.Package.With(new Table(spec, [.. rows])), [])!).Series.Single().Factors!;
        }

        // Fans: 6 a day in IT, unknown in PL: from nothing to all.
        Assert.False(Of("fans").Share.IsKnown);
        // Engines: 4 and 3 a day.
        Assert.Equal(4 / 7.0, Of("engine").Share.High, 1e-12);
    }

    [Fact]
    public void The_alarm_lasts_from_the_first_look_that_gave_it_without_a_break()
    {
        var series = One(Series("price", "tnt", "", [.. Quiet(20), "60", "61", "62"]));
        Assert.Equal(new DateOnly(2024, 1, 1).AddDays(30 * 20), series.Since);
        Assert.Equal(60, series.Factors!.Days);
        Assert.False(series.Factors.IsDaysAtLeast);
    }

    [Fact]
    public void Where_there_are_too_few_values_to_look_earlier_the_alarm_lasts_at_least_so_long() =>
        Assert.True(One(Series("price", "tnt", "", Enumerable.Range(0, 15).Select(i => $"{i}"))).Factors!.IsDaysAtLeast);

    [Fact]
    public void An_ever_faster_rise_is_an_alert() =>
        Assert.Equal(WarnStatus.Alert, One(Series("price", "tnt", "", Enumerable.Range(0, 18).Select(i => $"{100 + i * i}"))).Status);

    [Fact]
    public void Prices_warn_upwards_stock_covers_downwards_and_order_books_both_ways()
    {
        string[] up = [.. Quiet(20), "60"], down = [.. Quiet(20), "-50"];
        Assert.Equal(WarnStatus.Alert, One(Series("price", "tnt", "", up)).Status);
        Assert.Equal(WarnStatus.Quiet, One(Series("price", "tnt", "", down)).Status);
        Assert.Equal(WarnStatus.Quiet, One(Series("Stock cover", "tnt", "", up)).Status);
        Assert.Equal(WarnStatus.Alert, One(Series("stock_cover", "tnt", "", down)).Status);
        Assert.Equal(WarnStatus.Alert, One(Series("order-book", "tnt", "", up)).Status);
        Assert.Equal(WarnStatus.Alert, One(Series("order-book", "tnt", "", down)).Status);
    }

    [Fact]
    public void Values_after_the_day_of_the_look_do_not_count()
    {
        var network = With(Series("price", "tnt", "", [.. Quiet(20), "60"]));
        Assert.Equal(WarnStatus.Alert, Run(network).Series[0].Status);
        Assert.Equal(WarnStatus.Quiet, Run(network, new() { At = new DateOnly(2024, 1, 1).AddDays(30 * 20 - 1) }).Series[0].Status);
    }

    [Fact]
    public void Too_short_a_series_is_unknown_and_the_finding_says_how_many_are_needed()
    {
        Assert.Equal(WarnStatus.Unknown, One(Series("price", "tnt", "", Quiet(11))).Status);
        Assert.Equal(["W-SERIES-02"], Codes(Series("price", "tnt", "", Quiet(11), 60)));
        Assert.Equal(WarnStatus.Unknown, One(Series("price", "tnt", "", Quiet(14))).Signals[(int)WarnRule.Change].Status);
    }

    [Fact]
    public void A_series_that_stands_still_is_unknown_and_a_step_from_standing_still_is_told()
    {
        Assert.Equal(["W-SERIES-03"], Codes(Series("price", "tnt", "", Enumerable.Repeat("7", 24))));
        Assert.Equal(WarnStatus.Unknown, One(Series("price", "tnt", "", Enumerable.Repeat("7", 24))).Status);
        Assert.Equal(["W-SERIES-04"], Codes(Series("price", "tnt", "", [.. Enumerable.Repeat("7", 23), "9"])));
        Assert.Equal(WarnStatus.Unknown, One(Series("price", "tnt", "", [.. Enumerable.Repeat("7", 13), "9"])).Signals[(int)WarnRule.Level].Status);
    }

    [Fact]
    public void Several_values_of_one_day_that_differ_are_a_range()
    {
        var rows = Series("price", "tnt", "", Quiet(20)).ToList();
        rows.Add(["price", "tnt", "", "2024-01", "9", ""]);
        var series = One(rows);
        Assert.Equal(20, series.Points.Count);
        Assert.Equal((6, 9), (series.Points[0].Value.Low, series.Points[0].Value.High));
        Assert.Contains("W-SERIES-05", Codes(rows));
    }

    [Fact]
    public void Gaps_old_values_blanks_other_names_and_intervals_are_told()
    {
        var gap = Series("price", "tnt", "", Quiet(20)).Where((_, i) => i is < 8 or > 13);
        Assert.Contains("W-SERIES-06", Codes(gap));
        Assert.DoesNotContain("W-SERIES-06", Codes(Series("price", "tnt", "", Quiet(20))));
        Assert.Contains("W-SERIES-07", Codes(Series("price", "tnt", "", Quiet(20), 7)));
        Assert.True(One(Series("price", "tnt", "", Quiet(20), 7)).IsStale);
        Assert.Contains("W-SERIES-08", Codes(Series("price", "tnt", "", [.. Quiet(20), "", "7.."])));
        Assert.Contains("W-SERIES-01", Codes(Series("freight", "tnt", "", Quiet(20))));
        Assert.Contains("W-SERIES-09", Codes(Series("price", "", "", Quiet(20))));
        Assert.Contains("N-SERIES-01", Codes(Series("price", "tnt", "", [.. Quiet(20), "5..6"])));
    }

    [Fact]
    public void An_alarm_at_only_one_end_of_an_interval_is_possible()
    {
        Assert.Equal(WarnStatus.Possible, One(Series("price", "tnt", "", [.. Quiet(24), "5..60"])).Status);
        Assert.Equal(WarnStatus.Alert, One(Series("price", "tnt", "", [.. Quiet(24), "50..60"])).Status);
    }

    [Fact]
    public void What_a_reader_may_not_see_of_a_series_does_not_reach_the_answer()
    {
        var network = With([.. Series("price", "tnt", "", [.. Quiet(20), "60"], marking: "TLP:RED"), .. Series("price", "fuze", "", Quiet(20))]);
        var seen = Run(PackageView.Of(network.Package, Clearance.Public).Build([])!);
        Assert.Equal(["price:fuze"], seen.Series.Select(s => s.Id));
        Assert.Equal("TLP:RED", Run(network).Series[0].From.Marking);
        // The party's own series is seen by the party.
        var own = With(Series("order-book", "", "maker-n", [.. Quiet(20), "60"], marking: "company-confidential"));
        Assert.Single(Run(PackageView.Of(own.Package, Clearance.Partner("maker-n")).Build([])!).Series);
    }

    [Fact]
    public void A_package_without_goals_of_the_verb_still_warns_and_its_impact_is_unknown()
    {
        var result = Run(Example, new() { Verb = "export" });
        Assert.Equal(3, result.Series.Count(s => s.Status == WarnStatus.Alert));
        Assert.All(result.Series.Where(s => s.Factors is not null), s => Assert.True(double.IsNaN(s.Factors!.Loss)));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(121)]
    public void A_window_beyond_the_measured_rates_is_refused(int window) => Assert.Throws<ArgumentOutOfRangeException>(() => Run(Example, new() { Window = window }));

    [Fact]
    public void A_value_may_be_an_interval_with_negative_ends_and_a_wrong_one_is_told_with_its_place()
    {
        var findings = new List<Finding>();
        var field = FieldCatalog.Table("series").Fields[4];
        Assert.Equal("-5..-3", CellText.Normalize(field, "-5..-3", new(), findings));
        Assert.Equal("-4", CellText.Normalize(field, "-4", new(), findings));
        Assert.Empty(findings);
        CellText.Normalize(field, "about five", new("series.csv", Row: 7), findings);
        Assert.Equal(("E-NUM-01", 7, "value"), (findings[0].Code, findings[0].Place.Row!.Value, findings[0].Place.Column));
    }
}
