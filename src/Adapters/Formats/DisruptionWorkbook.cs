using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Adapters.Formats;

/// <summary>Writes stress tests, times to survive and early warning as XLSX workbooks: what the JSON has, numbers as numbers, a sheet per kind of row. Headings
/// and identifiers are those of the JSON in every language; sentences are in the language asked for.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class DisruptionWorkbook
{
    /// <summary>Writes a stress test.</summary>
    /// <param name="result">Stress test.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(StressResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        var book = new DisruptionBook(texts, identity);
        var options = result.Options;
        book.Summary([("perimeter", options.Perimeter.Name), ("rows", FieldCatalog.Statuses[options.Status]), ("verb", options.Verb), ("keepsBacklog", options.KeepsBacklog ? "true" : "false"), ("solver", result.Solver)],
            [("days", options.Days), ("draws", options.Draws), ("seed", options.Seed), .. Readings("level", result.Level)]);
        StressSheets.Write(book, result, new StressWords(result.Table, texts, true));
        book.Findings(findings);
        book.Save(stream);
    }

    /// <summary>Writes times to survive and to recover.</summary>
    /// <param name="result">Times.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(SurviveResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        var book = new DisruptionBook(texts, identity);
        var (options, network) = (result.Options, result.Table.Network);
        book.Summary([("perimeter", options.Perimeter.Name), ("rows", FieldCatalog.Statuses[options.Status]), ("verb", options.Verb), ("lossUnit", result.IsValued ? "EUR" : "days of demand"), ("solver", result.Solver)], Readings("level", result.Level));
        var names = new Names(network, texts, true);
        book.Sheet("nodes", 2, ["node", "name", "status", "isCovered", "isRecoveryKnown", .. Three("timeToSurvive"), .. Three("timeToRecover"), .. Three("impact"), "riskIndex"], result.Nodes.Select(n => (object?[])
            [n.Node.Id(network), names.Actor(n.Node), n.Central.Status.ToString().ToLowerInvariant(), n.IsCovered, n.IsRecoveryKnown, .. Range(n.Readings.Select(r => r.Days)), .. Range(n.Readings.Select(r => r.RecoveryDays)),
             .. Range(n.Readings.Select(r => r.Status is SurvivalStatus.Infeasible or SurvivalStatus.NothingMade ? double.NaN : r.Impact)), n.RiskIndex]));
        book.Sheet("lost", 2, ["node", "item", "unit", "central"], result.Nodes.SelectMany(n => n.Central.Lost.Zip(result.Products, (lost, product) => (object?[])[n.Node.Id(network), product.Item.Id, product.Item.Unit.Amount, lost])));
        book.Findings(findings);
        book.Save(stream);
    }

    /// <summary>Writes early warning.</summary>
    /// <param name="result">What is said.</param>
    /// <param name="findings">What was found in the data, its series included.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="texts">Language of sentences.</param>
    /// <param name="stream">Where it goes.</param>
    public static void Write(WarnResult result, IReadOnlyList<Finding> findings, ReportIdentity identity, Texts.Texts texts, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        var book = new DisruptionBook(texts, identity);
        var (options, network) = (result.Options, result.Table.Network);
        book.Summary([("date", result.Date is { } date ? Dates.Text(date) : ""), ("perimeter", options.Perimeter.Name), ("rows", FieldCatalog.Statuses[options.Status]), ("verb", options.Verb), ("solver", result.Solver)],
            [("window", options.Window), ("judged", result.Judged), ("expectedIndependent", result.Expected.Independent), ("expectedCorrelated", result.Expected.Correlated),
             .. result.ExpectedByRule.SelectMany((e, i) => new[] { ($"{WarnWords.Key((WarnRule)i)}Independent", e.Independent), ($"{WarnWords.Key((WarnRule)i)}Correlated", e.Correlated) })]);
        var words = new WarnWords(result, texts, true);
        book.Sheet("series", 2, ["series", "name", "status", "indicator", "item", "party", "watched", "isStale", "since", "basis", "marking", "sources"], result.Series.Select(s => (object?[])
            [s.Id, words.Name(s), WarnWords.Key(s.Status), s.Indicator, s.Item?.Id, s.Party?.Id, WarnWords.Key(s.Way), s.IsStale, s.Since is { } since ? Dates.Text(since) : "", s.From.Basis, s.From.Marking, string.Join(' ', s.From.Sources)]));
        book.Sheet("signals", 2, ["series", "rule", "status", "way", "score", "limit", "before", "after", "spread", "perMonth", "changedOn"], result.Series.SelectMany(s => s.Signals.Select(g => (object?[])
            [s.Id, WarnWords.Key(g.Rule), WarnWords.Key(g.Status), g.IsUp ? "up" : "down", g.Score, g.Limit, g.Before, g.After, g.Spread, g.PerMonth, g.ChangedOn is { } on ? Dates.Text(on) : ""])));
        book.Sheet("factors", 2, ["series", "shareLow", "shareHigh", "holder", "shareItem", "makers", "days", "isAtLeast", "recoveryDaysLow", "recoveryDaysHigh", "countries", "lines", "linesElsewhere", "products", "allProducts", .. Three("level"), .. Three("denied"), "stockDaysLow", "stockDaysHigh"],
            result.Series.Where(s => s.Factors is not null).Select(s => (Series: s, F: s.Factors!)).Select(p => (object?[])
            [p.Series.Id, .. Ends(p.F.Share), p.F.Holder?.Id(network), p.F.ShareItem?.Id, p.F.Makers, p.F.Days, p.F.IsDaysAtLeast, .. Ends(p.F.RecoveryDays), string.Join(' ', p.F.Countries.Select(c => Countries.All[c].Code)), p.F.Lines,
             p.F.LinesElsewhere, string.Join(' ', p.F.Products.Select(i => i.Id)), p.F.AllProducts, .. Range(p.F.Level), .. Range(p.F.Denied), .. Ends(p.F.StockDays)]));
        book.Sheet("points", 2, ["series", "date", "low", "central", "high"], result.Series.SelectMany(s => s.Points.Select(p => (object?[])[s.Id, Dates.Text(p.Date), p.Value.Low, p.Value.Central, p.Value.High])));
        book.Findings(findings);
        book.Save(stream);
    }

    /// <summary>Names of the columns of three readings.</summary>
    internal static string[] Three(string name) => [name + "Low", name + "Central", name + "High"];

    /// <summary>Least, central and largest of three readings.</summary>
    internal static object?[] Range(IEnumerable<double> readings)
    {
        var all = readings.ToArray();
        var known = all.Where(v => !double.IsNaN(v)).ToArray();
        return [known.Length == 0 ? double.NaN : known.Min(), all[1], known.Length == 0 ? double.NaN : known.Max()];
    }

    static object?[] Ends(Quantity value) => value.IsKnown ? [value.Low, value.High] : [double.NaN, double.NaN];

    static (string, double)[] Readings(string name, IReadOnlyList<double> readings) => readings.Count < 3 ? [] : [(name + "Pessimistic", readings[0]), (name + "Central", readings[1]), (name + "Optimistic", readings[2])];
}

/// <summary>The sheets of a stress test.</summary>
static class StressSheets
{
    public static void Write(DisruptionBook book, StressResult result, StressWords words)
    {
        book.Sheet("scenarios", 2, ["scenario", "name", "status", "hits", "draws", .. DisruptionWorkbook.Three("lostDays"), "medianDrawLostDays", "medianDrawLostDaysAtLeast", "domains", "tool", "legal"], result.Scenarios.Select(s => (object?[])
            [Id(s), words.Name(s), Word(s.Status), s.Hits, s.Draws, .. s.Status == StressStatus.Played ? DisruptionWorkbook.Range([s.LostDaysIn(Reading.Pessimistic), s.LostDays, s.LostDaysIn(Reading.Optimistic)]) : [double.NaN, double.NaN, double.NaN],
             s.Response.AsPlayed, s.Response.Best, string.Join(", ", s.Scenario.Domains), s.Scenario.Tool, string.Join("; ", s.Scenario.LegalHooks)]));
        var products = result.Scenarios.SelectMany(s => s.Products.Select(p => (Scenario: Id(s), Product: p))).ToArray();
        book.Sheet("products", 3, ["scenario", "item", "unit", "perDay", .. DisruptionWorkbook.Three("lost"), "lostMean", "lostP5", "lostMedian", "lostP95", "valueLow", "valueCentral", "valueHigh", .. DisruptionWorkbook.Three("lossShare"),
            "firstDayP5", "firstDayMedian", "firstDayP95", "recoveryDayP5", "recoveryDayMedian", "recoveryDayP95", "why"], products.Select(p => (object?[])
            [p.Scenario, p.Product.Item.Id, p.Product.Item.Unit.Amount, p.Product.PerDay, .. DisruptionWorkbook.Range(p.Product.Readings.Select(r => r.Lost.Mean)), p.Product.Central.Lost.Mean, p.Product.Central.Lost.P5, p.Product.Central.Lost.Median, p.Product.Central.Lost.P95,
             .. p.Product.LostValue is { IsKnown: true } v ? new object?[] { v.Low, v.Central, v.High } : [double.NaN, double.NaN, double.NaN], .. DisruptionWorkbook.Range(p.Product.Readings.Select(r => r.LossShare)),
             .. Days(p.Product.Central.FirstDay), .. Days(p.Product.Central.RecoveryDay), words.Why(p.Product)]));
        book.Sheet("band", 3, ["scenario", "item", "week", "p5", "median", "p95"], products.SelectMany(p => p.Product.Band.Select(w => (object?[])[p.Scenario, p.Product.Item.Id, w.Week, w.Low, w.Median, w.High])));
        book.Sheet("causes", 3, ["scenario", "product", "item", "day", "isHit"], products.SelectMany(p => p.Product.Causes.Select(c => (object?[])[p.Scenario, p.Product.Item.Id, c.Item.Id, c.Day, c.IsHit])));
        book.Sheet("extraCosts", 2, ["scenario", "item", "unit", "mean", "p5", "median", "p95", "low", "high", "valued", "dearer"], result.Scenarios.SelectMany(s => s.ExtraCosts.Select(c => (object?[])
            [Id(s), c.Item.Id, "EUR", c.Cost.Mean, c.Cost.P5, c.Cost.Median, c.Cost.P95, c.Low, c.High, c.Valued.Known, c.Valued.All])));
        book.Sheet("bridges", 3, ["scenario", "product", "item", "amount", "unit", "lostShare"], products.SelectMany(p => p.Product.Bridges.Select(b => (object?[])[p.Scenario, p.Product.Item.Id, b.Item.Id, b.Amount, b.Item.Unit.Amount, b.LostShare])));
    }

    static object?[] Days(Spread spread) => [spread.P5, spread.Median, spread.P95];

    static string Id(ScenarioStress s) => s.Variant.Length > 0 ? $"{s.Scenario.Name}:{s.Variant}" : s.Scenario.Name;

    static string Word(StressStatus status) => status switch { StressStatus.Played => "played", StressStatus.HitsNothing => "hits-nothing", StressStatus.PriceOnly => "price-only", _ => "nothing-made" };
}

/// <summary>A workbook under construction: sheets of plain rows.</summary>
sealed class DisruptionBook(Texts.Texts texts, ReportIdentity identity)
{
    const int MostChars = 32_767, MostRows = 1_048_575;

    readonly XlsxWriter _book = new();

    public void Summary(IEnumerable<(string Key, string Value)> words, IEnumerable<(string Key, double Value)> numbers) =>
        Sheet("summary", 1, ["key", "value"], [["snapshot", identity.SnapshotHash], ["version", identity.Version], .. words.Select(w => new object?[] { w.Key, w.Value }), .. numbers.Select(n => new object?[] { n.Key, n.Value })]);

    /// <summary>A sheet; what does not fit on one is left to the JSON.</summary>
    public void Sheet(string name, int frozen, IReadOnlyList<string> heads, IEnumerable<object?[]> rows)
    {
        var sheet = _book.Add(name, [.. heads.Select(h => Math.Max(11.0, Math.Min(28, h.Length + 3)))], frozen);
        sheet.Heading(heads);
        foreach (var row in rows.Take(MostRows)) sheet.Row([.. row.Select(Cell)]);
    }

    public void Findings(IReadOnlyList<Finding> findings) =>
        Sheet("findings", 1, ["code", "severity", "place", "message"], findings.Select(f => new object?[] { f.Code, f.Severity.ToString().ToLowerInvariant(), texts.Place(f.Place), texts.Message(f) }));

    public void Save(Stream stream) => _book.Save(stream);

    static (string, bool) Cell(object? value) => value switch
    {
        double number => Number(number),
        int number => (number.ToString(CultureInfo.InvariantCulture), true),
        bool flag => (flag ? "true" : "false", false),
        _ => Text(value as string ?? ""),
    };

    static (string, bool) Text(string text) => CellEscape.Do(text) is var cell && cell.Length <= MostChars ? (cell, false) : (CellEscape.Do(text)[..MostChars], false);

    // As many digits as the JSON has; what is unknown is blank.
    static (string, bool) Number(double value) => double.IsNaN(value) ? ("", false) : double.IsInfinity(value) ? (value > 0 ? "unlimited" : "", false) : (value.ToString("G9", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text, true);
}
