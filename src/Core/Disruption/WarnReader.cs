using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>Reads the table of series: rows of one indicator, item and party are one series, by date.</summary>
sealed class WarnReader
{
    // A value that comes later than this many usual distances is missing.
    const int Gap = 3;

    /// <summary>Indicators that have a way that hurts; a series of any other name is watched both ways.</summary>
    public static IReadOnlyList<(string Word, WarnWay Way)> Indicators { get; } =
        [("price", WarnWay.Up), ("lead-time", WarnWay.Up), ("stock-cover", WarnWay.Down), ("order-book", WarnWay.Both)];

    readonly Network _network;
    readonly WarnOptions _options;
    readonly Table _table;
    readonly List<Finding> _findings = [];

    WarnReader(Network network, WarnOptions options)
    {
        (_network, _options) = (network, options);
        _table = network.Package["series"];
        Date = options.At ?? network.Package.Head.AsOf ?? _table.Rows.Select(DateOf).Max();
    }

    DateOnly? Date { get; }

    /// <summary>The series by id with all their values up to the day of the look, those too short or standing still as unknown; that day, and what was found.</summary>
    public static (IReadOnlyList<WarnSeries> Series, DateOnly? Date, List<Finding> Findings) Read(Network network, WarnOptions options)
    {
        var reader = new WarnReader(network, options);
        return (reader.ReadAll(), reader.Date, reader._findings);
    }

    DateOnly? DateOf(Row row) => Dates.TryParse(_table.Cell(row, "date"), false, out var date) ? date : null;

    WarnSeries[] ReadAll()
    {
        var items = _network.Items.ToDictionary(i => i.Id, StringComparer.Ordinal);
        var parties = _network.Parties.ToDictionary(p => p.Id, StringComparer.Ordinal);
        var groups = _table.Rows.GroupBy(r => (Indicator: Word(_table.Cell(r, "indicator")), Item: _table.Cell(r, "item"), Party: _table.Cell(r, "party")));
        return [.. groups.Select(g => Read(new(Id(g.Key), g.Key.Indicator, items.GetValueOrDefault(g.Key.Item), parties.GetValueOrDefault(g.Key.Party)), [.. g])).OrderBy(s => s.Id, StringComparer.Ordinal)];
    }

    // "Lead time", "lead_time" and "lead-time" are one word.
    static string Word(string text) => string.Join('-', text.Trim().ToLowerInvariant().Split([' ', '_', '-', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));

    static string Id((string Indicator, string Item, string Party) key) =>
        key.Item.Length > 0 ? $"{key.Indicator}:{key.Item}{(key.Party.Length > 0 ? "@" + key.Party : "")}" : key.Party.Length > 0 ? $"{key.Indicator}:{key.Party}" : key.Indicator;

    WarnSeries Read(WarnSeries series, Row[] rows)
    {
        var known = Indicators.FirstOrDefault(i => i.Word == series.Indicator);
        var way = known.Word is null ? WarnWay.Both : known.Way;
        if (known.Word is null) Tell("W-SERIES-01", Severity.Warning, rows[0], series.Indicator, string.Join(", ", Indicators.Select(i => i.Word)));
        if (series.Item is null && series.Party is null) Tell("W-SERIES-09", Severity.Warning, rows[0], series.Id);
        var counted = rows.Where(r => DateOf(r) is { } date && date <= Date).ToArray();
        var points = Points(series, counted);
        var from = From(counted);
        series = series with { Way = way, Points = points, From = from, Status = WarnStatus.Unknown };
        if (points.Length < WarnOptions.Fewest)
        {
            Tell("W-SERIES-02", Severity.Warning, rows[0], series.Id, N(points.Length), Date is { } d ? Dates.Text(d) : "", N(WarnOptions.Fewest));
            return series;
        }
        var window = points[Math.Max(0, points.Length - _options.Window)..];
        if (window.All(p => p.Value == window[0].Value))
        {
            Tell("W-SERIES-03", Severity.Warning, rows[0], series.Id, N(window.Length), window[0].Value.ToString());
            return series;
        }
        if (WarnSeason.In(window) is not null) Tell("N-SERIES-02", Severity.Note, rows[0], series.Id);
        return series with { Status = WarnStatus.Quiet, IsStale = Gaps(series, window, rows[0]) };
    }

    WarnPoint[] Points(WarnSeries series, Row[] rows)
    {
        var points = new List<WarnPoint>();
        var (blank, ranges, differing) = (0, 0, 0);
        foreach (var day in rows.GroupBy(r => DateOf(r)!.Value).OrderBy(g => g.Key))
        {
            var values = day.Select(r => Quantity.TryParse(_table.Cell(r, "value"), out var q) ? q : Quantity.Unknown).ToArray();
            var closed = values.Where(v => v.IsKnown && double.IsFinite(v.Low) && double.IsFinite(v.High)).ToArray();
            blank += values.Length - closed.Length;
            if (closed.Length == 0) continue;
            var value = Quantity.Between(closed.Min(v => v.Low), closed.Max(v => v.High));
            // The same day in two spellings ("2026-03", "2026-03-01"): what differs is not known better than its range.
            if (closed.Distinct().Count() > 1) differing++;
            else if (!value.IsExact) ranges++;
            points.Add(new(day.Key, value));
        }
        if (differing > 0) Tell("W-SERIES-05", Severity.Warning, rows[0], series.Id, N(differing));
        if (blank > 0) Tell("W-SERIES-08", Severity.Warning, rows[0], series.Id, N(blank));
        if (ranges > 0) Tell("N-SERIES-01", Severity.Note, rows[0], series.Id, N(ranges));
        return [.. points];
    }

    // True where the latest value is old.
    bool Gaps(WarnSeries series, WarnPoint[] points, Row first)
    {
        var steps = points.Skip(1).Select((p, i) => (double)(p.Date.DayNumber - points[i].Date.DayNumber)).ToArray();
        var usual = WarnRules.Median(steps);
        var widest = Array.IndexOf(steps, steps.Max());
        if (steps[widest] > Gap * usual)
            Tell("W-SERIES-06", Severity.Warning, first, series.Id, Dates.Text(points[widest].Date), Dates.Text(points[widest + 1].Date), N((int)steps[widest]), Quantity.Text(usual));
        var late = Date!.Value.DayNumber - points[^1].Date.DayNumber;
        if (late <= Gap * usual) return false;
        Tell("W-SERIES-07", Severity.Warning, first, series.Id, Dates.Text(points[^1].Date), N(late), Quantity.Text(usual));
        return true;
    }

    Provenance From(Row[] rows)
    {
        var spec = _table.Spec;
        var trust = _network.Sources.ToDictionary(s => s.Id, s => s.Reliability is "" or "A" or "B" or "C", StringComparer.Ordinal);
        var sources = rows.SelectMany(r => _table.Cell(r, "source").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var bases = FieldCatalog.Bases.ToList();
        var weakest = rows.Select(r => bases.IndexOf(_table.Cell(r, "basis"))).DefaultIfEmpty(-1).Max();
        return new(spec.Name, "", sources, weakest < 0 ? "" : bases[weakest], Clearance.Strictest(rows.Select(r => _table.Cell(r, "marking"))), sources.Length == 0 || sources.Any(s => trust.GetValueOrDefault(s, true)));
    }

    void Tell(string code, Severity severity, Row row, params string[] values) => _findings.Add(new(code, severity, row.Place with { Column = null }, values));

    static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
}
