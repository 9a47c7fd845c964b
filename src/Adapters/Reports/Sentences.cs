using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.Adapters.Reports;

/// <summary>Says what an assessment found, in plain sentences of one language: the same on the terminal, in the report and in the brief.</summary>
public sealed partial class Sentences
{
    readonly Network _network;
    readonly Texts.Texts _texts;

    /// <summary>Prepares sentences about a network.</summary>
    /// <param name="network">Network as it counts on the day.</param>
    /// <param name="texts">Language.</param>
    /// <param name="namesParties">True to name parties and sites; false says "a party in Norway".</param>
    public Sentences(Network network, Texts.Texts texts, bool namesParties)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(texts);
        _network = network;
        _texts = texts;
        Names = new(network, texts, namesParties);
        Numbers = new(texts);
    }

    /// <summary>Network that is spoken of.</summary>
    public Network Network => _network;

    /// <summary>Names of things.</summary>
    public Names Names { get; }

    /// <summary>Numbers of the language.</summary>
    public Numbers Numbers { get; }

    /// <summary>Word for a verdict on reliance.</summary>
    public string Verdict(RelianceVerdict verdict) => _texts["verdict." + Key(verdict)];

    /// <summary>Word for a verdict on exposure.</summary>
    public string Verdict(ExposureVerdict verdict) => _texts["verdict." + Key(verdict)];

    /// <summary>Key of a verdict in files: <c>yes</c>, <c>only-with-others</c> and so on.</summary>
    public static string Key(RelianceVerdict verdict) => verdict switch
    {
        RelianceVerdict.Yes => "yes",
        RelianceVerdict.YesAlone => "yes-alone",
        RelianceVerdict.OnlyWithOthers => "only-with-others",
        RelianceVerdict.NotAlone => "not-alone",
        RelianceVerdict.No => "no",
        RelianceVerdict.Unknown => "unknown",
        _ => "no-goal",
    };

    /// <summary>Key of a verdict in files: <c>holds</c>, <c>exposed</c>, <c>unknown</c>, <c>no-goal</c>.</summary>
    public static string Key(ExposureVerdict verdict) => verdict switch
    {
        ExposureVerdict.Holds => "holds",
        ExposureVerdict.Exposed => "exposed",
        ExposureVerdict.Unknown => "unknown",
        _ => "no-goal",
    };

    /// <summary>Word for a verb, or for "all together".</summary>
    public string Verb(string verb) => _texts["verb." + verb];

    /// <summary>Period that rates of a row are shown per: a month where its first goal with a rate is stated per month, week or day, else a year.</summary>
    public RatePeriod Period(VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Period(row.Goals);
    }

    /// <summary>Period that rates of goals are shown per.</summary>
    public RatePeriod Period(IReadOnlyList<Goal> goals)
    {
        ArgumentNullException.ThrowIfNull(goals);
        if (goals.Count == 0) return RatePeriod.Year;
        // The network keeps rates per month; how the author wrote it stands in the package.
        var table = _network.Package["goals"];
        var key = (goals.FirstOrDefault(g => !_network.Items[g.Item].IsShared) ?? goals[0]).From.Key;
        foreach (var goal in table.Rows)
            if (string.Join('|', table.Spec.Key.Select(k => table.Cell(goal, k))).TrimEnd('|') == key)
                return Units.TryFind(table.Cell(goal, "rate_unit"), out var unit) && unit.DaysPerPeriod > 0 && unit.DaysPerPeriod <= Units.DaysPerMonth ? RatePeriod.Month : RatePeriod.Year;
        return RatePeriod.Year;
    }

    /// <summary>True where every goal of the row is to hold something, so that it is met or not, and no rate is said.</summary>
    public bool IsHolding(VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Goals.Count > 0 && row.Goals.All(g => _network.Items[g.Item].IsShared);
    }

    /// <summary>What the goals of a row ask for: "100 a month of Radio to Canada".</summary>
    public string Goals(VerbRow row)
    {
        var period = Period(row);
        return row.Goals.Count == 0 ? Verdict(RelianceVerdict.NoGoal) : Names.Join(row.Goals.Select(g => Goal(g, period)));
    }

    string Goal(Goal goal, RatePeriod period)
    {
        var item = _network.Items[goal.Item];
        if (item.IsShared) return _texts.Format("sentence.goal.held", item.Name);
        var factor = Numbers.Factor(period);
        var rate = _texts.Format(period == RatePeriod.Year ? "unit.a-year" : "unit.a-month",
            Numbers.Amount(Numbers.Quantity(goal.Rate.Times(factor)), goal.Rate is { IsKnown: true, IsExact: true } ? goal.Rate.Low * factor : 2, item.Unit.Amount));
        return goal.Destination.IsEmpty ? _texts.Format("sentence.goal", rate, item.Name) : _texts.Format("sentence.goal.to", rate, item.Name, Names.Place(goal.Destination));
    }

    /// <summary>How much of the goal is reached, with its range; of something to be held: held, not held or unknown.</summary>
    public string Reach(VerbRow row, Figure? figure)
    {
        if (figure is null) return _texts["unit.unknown"];
        return IsHolding(row) ? Held(figure.Low, figure.High) : Numbers.Goal(figure);
    }

    /// <summary>The range of what is reached, without the central reading.</summary>
    public string Range(VerbRow row, Figure? figure) => figure is null || IsHolding(row) ? Reach(row, figure) : Numbers.Span(figure.Low, figure.High);

    string Held(double low, double high) => _texts[low >= 1 ? "sentence.held" : high < 1 ? "sentence.not-held" : "sentence.held-unknown"];

    /// <summary>All verdicts on reliance of one grid in one sentence: "Field radio within EU27: Develop: Yes; Produce: Only with others (40 %)."</summary>
    public string Summary(Grid grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var rows = grid.Rows.Select(r => _texts.Format("sentence.summary.row", Verb(r.Verb), Brief(r)));
        return _texts.Format("sentence.summary", grid.Technology.Name, grid.Perimeter.Name, string.Join(_texts["sentence.semicolon"], rows));
    }

    string Brief(VerbRow row)
    {
        var cell = row.Reliance;
        var word = Verdict(cell.Verdict);
        if (cell.Verdict == RelianceVerdict.NoGoal || IsHolding(row)) return word;
        if (cell.Verdict == RelianceVerdict.Unknown) word = $"{word}, {_texts.Format("sentence.as-known-today", Verdict(cell.AsKnownToday))}";
        return cell.ThetaIn is { } t ? _texts.Format("unit.with-range", word, t.Low == t.High ? Numbers.Goal(t) : Numbers.Span(t.Low, t.High)) : word;
    }

    /// <summary>The verdict on reliance as a sentence.</summary>
    public string Reliance(Grid grid, VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(row);
        var cell = row.Reliance;
        var key = "sentence.reliance." + Key(cell.Verdict);
        if (cell.Verdict == RelianceVerdict.NoGoal) return _texts[key];
        if (IsHolding(row)) key += ".held";
        var alone = Reach(row, cell.ThetaIn);
        var together = Reach(row, cell.ThetaAll);
        return cell.Verdict switch
        {
            RelianceVerdict.YesAlone => _texts.Format(key, grid.Perimeter.Name, alone, cell.SharedLine ?? _texts["unit.unknown"]),
            RelianceVerdict.Unknown => _texts.Format(key, grid.Perimeter.Name, cell.ThetaIn is { } t ? Numbers.Span(t.Low, t.High) : _texts["unit.unknown"],
                Verdict(cell.AsKnownToday), cell.ThetaIn is { } f ? Numbers.Goal(f.Central, f.Central, f.Central) : _texts["unit.unknown"]),
            _ => _texts.Format(key, grid.Perimeter.Name, alone, together),
        };
    }

    /// <summary>Whose consent is needed, where a restriction binds; else empty. Of an export it says who could forbid it, nothing more.</summary>
    public string Consents(VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Reliance.BindingConsents.Count == 0) return "";
        var list = Names.Join(row.Reliance.BindingConsents.Select(Names.Consent));
        return _texts.Format(row.Verb == "export" ? "sentence.consent.export" : "sentence.consent", list);
    }

    /// <summary>The verdict on exposure as a sentence, with the worst failure.</summary>
    public string Exposure(VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var cell = row.Exposure;
        var worst = cell.Failures.FirstOrDefault(f => f.Decides);
        var failure = worst is null ? "" : Failure(worst, row);
        var text = cell.Verdict switch
        {
            ExposureVerdict.NoGoal => _texts["sentence.reliance.no-goal"],
            ExposureVerdict.Holds => _texts.Format("sentence.exposure.holds", Count(cell.Looked)),
            ExposureVerdict.Exposed when cell.IsCoverUnknown => _texts["sentence.exposure.cover-unknown"],
            ExposureVerdict.Exposed => _texts.Format("sentence.exposure.exposed", failure),
            _ when cell.IsUnnamed => _texts.Format("sentence.exposure.unnamed", Count(cell.Looked)),
            _ => _texts.Format(cell.IsCoverUnknown ? "sentence.exposure.unknown-cover" : failure.Length > 0 ? "sentence.exposure.unknown" : "sentence.exposure.unknown.none", Verdict(cell.AsKnownToday), failure),
        };
        return cell.Left > 0 ? text + " " + _texts.Format("sentence.exposure.left", Count(cell.Left)) : text;
    }

    /// <summary>One failure: what stops, for how long, what is left and lost. Starts with a small letter and has no full stop.</summary>
    public string Failure(Failure failure, VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(row);
        var condition = Condition(failure);
        var left = _texts.Format(IsHolding(row) ? "sentence.failure.held" : "sentence.failure.left", condition, Left(failure, row));
        return Lost(failure, row) is { Length: > 0 } lost ? _texts.Format("sentence.failure.lost", left, lost) : left;
    }

    /// <summary>What stops and for how long: "if Japan stops or refuses for 180 days".</summary>
    public string Condition(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var days = Numbers.Days(failure.WindowDays);
        return _texts.Format("sentence.failure." + Kind(failure.Actor.Kind), Names.Actor(failure.Actor), failure.IsRecoveryKnown ? _texts.Format("unit.days", days) : _texts.Format("sentence.failure.unknown-days", days));
    }

    /// <summary>What a failure costs: "97.3 pieces"; where the goals ask for several items, "99 % of every goal"; empty where nothing is
    /// lost, or something is to be held.</summary>
    public string Lost(Failure failure, VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(failure);
        ArgumentNullException.ThrowIfNull(row);
        if (failure.LostShare <= 0 || IsHolding(row) || row.Goals.Count == 0) return "";
        if (double.IsNaN(failure.LostUnits)) return _texts.Format("sentence.failure.share", Numbers.Share(failure.LostShare));
        var made = row.Goals.First(g => !_network.Items[g.Item].IsShared);
        return Numbers.Amount(Numbers.Text(failure.LostUnits), failure.LostUnits, _network.Items[made.Item].Unit.Amount);
    }

    /// <summary>Share of the goal that is left: "90 % (87.5 to 100 %)", or whether something is still held.</summary>
    public string Left(Failure failure, VerbRow row)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return IsHolding(row) ? Held(failure.Phi.Low, failure.Phi.High) : Numbers.Goal(failure.Phi.Low, failure.Phi.Central, failure.Phi.High);
    }

    static string Kind(ActorKind kind) => kind switch
    {
        ActorKind.Country => "country",
        ActorKind.Party => "party",
        ActorKind.Owner => "owner",
        ActorKind.Site => "site",
        ActorKind.Line => "line",
        ActorKind.Item => "item",
        ActorKind.OutsideSource => "outside-source",
        _ => "consent",
    };

    /// <summary>How much of what a figure rests on is known.</summary>
    public string Coverage(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var (known, all, byValue) = figure.Coverage;
        return byValue ? _texts.Format("sentence.coverage.value", Numbers.Share(figure.Coverage.Share)) : _texts.Format("sentence.coverage.rows", Numbers.Exact(known), Numbers.Exact(all));
    }

    static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
