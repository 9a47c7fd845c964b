using System.Globalization;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>What early warning says, in words: the same on a terminal, in a report and on a page.</summary>
/// <param name="result">What is said.</param>
/// <param name="texts">Language.</param>
/// <param name="namesParties">True to name parties and sites.</param>
public sealed class WarnWords(WarnResult result, Texts.Texts texts, bool namesParties)
{
    readonly Names _names = new(result.Table.Network, texts, namesParties);
    readonly Numbers _numbers = new(texts);

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("disruption.warn." + key, values);

    /// <summary>Name of a series: "Price: powder".</summary>
    public string Name(WarnSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var indicator = texts.Find("disruption.warn.indicator." + series.Indicator) ?? series.Indicator;
        return series switch
        {
            { Item: { } item, Party: { } party } => T("name.both", indicator, item.Name, _names.Party(party.Index)),
            { Item: { } item } => T("name", indicator, item.Name),
            { Party: { } party } => T("name", indicator, _names.Party(party.Index)),
            _ => indicator,
        };
    }

    /// <summary>Word of a status.</summary>
    public string Status(WarnStatus status) => T("status." + Key(status));

    /// <summary>Key of a status or a rule in files and texts.</summary>
    public static string Key<TWord>(TWord word) where TWord : struct, Enum => word.ToString().ToLowerInvariant();

    /// <summary>A value as it stands in the series.</summary>
    public string Value(Quantity value) => _numbers.Quantity(value);

    /// <summary>The latest value of a series, or "unknown".</summary>
    public string Latest(WarnSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.Points.Count == 0 ? texts["unit.unknown"] : Value(series.Points[^1].Value);
    }

    /// <summary>How many series alarm, how many may, and how many cannot be judged.</summary>
    public string Answer() => T("answer", Count(result.Series.Count(s => s.Status == WarnStatus.Alert)), Count(result.Series.Count), Count(result.Series.Count(s => s.Status == WarnStatus.Possible)),
        Count(result.Series.Count(s => s.Status == WarnStatus.Unknown)));

    /// <summary>The rules of a series that alarm.</summary>
    public string Rules(WarnSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return string.Join(", ", Raised(series).Select(s => Rule(s.Rule)));
    }

    /// <summary>Name of a rule.</summary>
    public string Rule(WarnRule rule) => T("rule." + Key(rule));

    static IEnumerable<WarnSignal> Raised(WarnSeries series) => series.Signals.Where(s => s.Status is WarnStatus.Alert or WarnStatus.Possible);

    /// <summary>One sentence for each rule that alarms.</summary>
    public IEnumerable<string> Reasons(WarnSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Raised(series).Select(s => Sentence(s) + (s.Status == WarnStatus.Possible ? " " + T("possible") : ""));
    }

    string Sentence(WarnSignal signal)
    {
        var way = signal.IsUp ? ".up" : ".down";
        return signal.Rule switch
        {
            WarnRule.Level => T("signal.level" + way, N(signal.After), N(signal.Score), N(signal.Before), N(signal.Limit)),
            WarnRule.Trend => T("signal.trend" + way, N(Math.Abs(signal.PerMonth)), N(signal.Score), N(signal.Limit)),
            _ => T("signal.change" + way, Dates.Text(signal.ChangedOn!.Value), N(signal.Before), N(signal.After), N(signal.Score), N(signal.Limit)),
        };
    }

    string N(double value) => _numbers.Text(value);

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The four factors of an alert with their names, in the order of the article.</summary>
    public IEnumerable<(string Name, string Text)> Factors(WarnSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Factors is not { } f) yield break;
        yield return (T("factor.position"), Position(f));
        yield return (T("factor.duration"), Duration(f));
        yield return (T("factor.area"), Area(f));
        yield return (T("factor.impact"), Impact(series, f));
    }

    string Position(WarnFactors f)
    {
        if (f.Holder is not { } holder || f.ShareItem is not { } item || !f.Share.IsKnown) return T("factor.position.unknown", Count(f.Makers));
        return T("factor.position.text", _names.Actor(holder), Share(f.Share), item.Name, Count(f.Makers));
    }

    string Share(Quantity share) =>
        share.IsExact ? _numbers.Share(share.Low)
        : share.Low <= 0 ? texts.Format("unit.at-most", _numbers.Share(share.High))
        : share.High >= 1 ? texts.Format("unit.at-least", _numbers.Share(share.Low))
        : texts.Format("unit.range", _numbers.Percent(share.Low), _numbers.Share(share.High));

    string Duration(WarnFactors f) =>
        T(f.IsDaysAtLeast ? "factor.duration.at-least" : "factor.duration.text", Count(f.Days)) + (f.RecoveryDays.IsKnown ? T("factor.duration.recovery", _numbers.Quantity(f.RecoveryDays)) : T("factor.duration.unknown"));

    string Area(WarnFactors f)
    {
        var places = f.Countries.Select(c => _names.Country(c)).ToList();
        if (f.LinesElsewhere > 0) places.Add(T("factor.area.wider", Count(f.LinesElsewhere)));
        var where = places.Count == 0 ? texts["unit.unknown"] : _names.Join(places);
        return f.AllProducts == 0 ? T("factor.area.no-goal", where) : T("factor.area.text", where, Count(f.Products.Count), Count(f.AllProducts));
    }

    string Impact(WarnSeries series, WarnFactors f)
    {
        if (double.IsNaN(f.Denied[1])) return texts["unit.unknown"];
        var text = T("factor.impact.text", _numbers.Goal(f.Level[0], f.Level[1], f.Level[2]), _numbers.Goal(f.Denied[0], f.Denied[1], f.Denied[2]));
        if (series.Item is null) return text;
        return text + (f.StockDays.IsKnown ? T("factor.impact.stock", _numbers.Quantity(f.StockDays)) : T("factor.impact.no-stock"));
    }

    /// <summary>How many false alarms this look would give, and by which rule.</summary>
    public IEnumerable<string> FalseAlarms()
    {
        var e = result.Expected;
        yield return T("expected", Count(result.Judged), N(e.Independent), N(e.Correlated));
        var by = result.ExpectedByRule;
        if (result.Judged > 0) yield return T("expected.rules", N(by[0].Independent), N(by[0].Correlated), N(by[1].Independent), N(by[1].Correlated), N(by[2].Independent), N(by[2].Correlated));
    }
}
