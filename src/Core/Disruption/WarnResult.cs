using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>A rule that watches a series.</summary>
public enum WarnRule
{
    /// <summary>The latest value stands far from the usual ones.</summary>
    Level,
    /// <summary>The values go one way.</summary>
    Trend,
    /// <summary>The values changed their level at some date.</summary>
    Change,
}

/// <summary>What a rule, or all of them together, say.</summary>
public enum WarnStatus
{
    /// <summary>Alarm.</summary>
    Alert,
    /// <summary>Alarm in some readings of values that are intervals, not in all.</summary>
    Possible,
    /// <summary>No alarm.</summary>
    Quiet,
    /// <summary>It cannot be judged; a finding says why.</summary>
    Unknown,
}

/// <summary>Which way of a series hurts.</summary>
public enum WarnWay
{
    /// <summary>Up: prices, lead times.</summary>
    Up,
    /// <summary>Down: what stocks cover.</summary>
    Down,
    /// <summary>Either: order books, and indicators of other names.</summary>
    Both,
}

/// <summary>One value of a series.</summary>
/// <param name="Date">Day; the first of a month or a year where only that is given.</param>
/// <param name="Value">Number or closed interval.</param>
public readonly record struct WarnPoint(DateOnly Date, Quantity Value);

/// <summary>What one rule says of a series at its latest value; numbers are those of the middles of intervals.</summary>
/// <param name="Rule">Rule.</param>
/// <param name="Status">What it says.</param>
/// <param name="IsUp">True where it looked upwards (of two ways, at the more striking one).</param>
/// <param name="Score">How striking it is; not a number where it cannot be judged.</param>
/// <param name="Limit">From which score on it is an alarm.</param>
public sealed record WarnSignal(WarnRule Rule, WarnStatus Status, bool IsUp, double Score, double Limit)
{
    /// <summary>Level: median of the earlier values. Change: median before it.</summary>
    public double Before { get; init; } = double.NaN;

    /// <summary>Level: the latest value. Change: median after it.</summary>
    public double After { get; init; } = double.NaN;

    /// <summary>Level: spread of the earlier values, as a standard deviation would be.</summary>
    public double Spread { get; init; } = double.NaN;

    /// <summary>Trend: change per month (365/12 days), the median of all pairs.</summary>
    public double PerMonth { get; init; } = double.NaN;

    /// <summary>Change: first date of the new level.</summary>
    public DateOnly? ChangedOn { get; init; }
}

/// <summary>The four factors that an alert is weighed by (Regulation (EU) 2025/2643, Article 59(2)).</summary>
public sealed record WarnFactors
{
    /// <summary>Market position: share of capacity, 0 to 1, of the party, or of the largest maker where the series is an item's. Unknown where neither end is known.</summary>
    public Quantity Share { get; init; }

    /// <summary>Whose share it is (a party or a line), or null.</summary>
    public Actor? Holder { get; init; }

    /// <summary>Item of which it is the share, or null.</summary>
    public Item? ShareItem { get; init; }

    /// <summary>Listed makers of the item.</summary>
    public int Makers { get; init; }

    /// <summary>Duration: days between the first of the looks that gave an alarm without a break and the latest value.</summary>
    public int Days { get; init; }

    /// <summary>True where there were too few values to look any earlier.</summary>
    public bool IsDaysAtLeast { get; init; }

    /// <summary>Duration: the longest time to recover that the lines concerned state, in days.</summary>
    public Quantity RecoveryDays { get; init; }

    /// <summary>Area: countries that the lines concerned lie in, as indices; of lines whose place is a whole area, none.</summary>
    public IReadOnlyList<int> Countries { get; init; } = [];

    /// <summary>Area: lines concerned whose country is not known to be one.</summary>
    public int LinesElsewhere { get; init; }

    /// <summary>Lines concerned.</summary>
    public int Lines { get; init; }

    /// <summary>Proportion of the market: products of the goals that need the item (or what the party makes), at any tier.</summary>
    public IReadOnlyList<Item> Products { get; init; } = [];

    /// <summary>Products of the goals.</summary>
    public int AllProducts { get; init; }

    /// <summary>Impact: share of the goals that is met today (at most 1), by reading; not numbers where no goal has the verb or nothing is denied.</summary>
    public IReadOnlyList<double> Level { get; init; } = [double.NaN, double.NaN, double.NaN];

    /// <summary>Impact: the same with the item, or the party's part of it, denied.</summary>
    public IReadOnlyList<double> Denied { get; init; } = [double.NaN, double.NaN, double.NaN];

    /// <summary>Impact: days that stated stocks of the item cover at the goals' need; unknown where no stock is stated or nothing is needed.</summary>
    public Quantity StockDays { get; init; }

    /// <summary>Share of the goals lost, central reading; not a number where it is unknown.</summary>
    public double Loss => Level[1] - Denied[1];
}

/// <summary>One series and what is said of it.</summary>
/// <param name="Id">Identifier: <c>price:powder</c>, <c>order-book:acme</c>, <c>lead-time:powder@acme</c>.</param>
/// <param name="Indicator">Indicator in the spelling of the catalogue where it is one of its words.</param>
/// <param name="Item">Item, or null.</param>
/// <param name="Party">Party, or null.</param>
public sealed record WarnSeries(string Id, string Indicator, Item? Item, Party? Party)
{
    /// <summary>What is said of it.</summary>
    public WarnStatus Status { get; init; }

    /// <summary>Which way hurts.</summary>
    public WarnWay Way { get; init; }

    /// <summary>Values that count, by date: up to the day of the look, the latest ones of the window.</summary>
    public IReadOnlyList<WarnPoint> Points { get; init; } = [];

    /// <summary>What each rule says; empty where the series cannot be judged.</summary>
    public IReadOnlyList<WarnSignal> Signals { get; init; } = [];

    /// <summary>First date of the unbroken alarm, or null where there is none.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>True where the latest value is older than the series' rhythm lets expect.</summary>
    public bool IsStale { get; init; }

    /// <summary>What an alert is weighed by; null without one.</summary>
    public WarnFactors? Factors { get; init; }

    /// <summary>Rows that it rests on: weakest basis, strictest marking, all sources.</summary>
    public Provenance From { get; init; } = new("series", "", [], "", "", true);
}

/// <summary>How many alarms are to be expected of series in which nothing happens.</summary>
/// <param name="Independent">Where values have nothing to do with one another.</param>
/// <param name="Correlated">Where each value leans on the one before it (correlation 0.6).</param>
public readonly record struct FalseAlarms(double Independent, double Correlated);

/// <summary>What the series of a package warn of.</summary>
public sealed class WarnResult
{
    internal WarnResult(WarnOptions options, SupplyTable table, DateOnly? date, string solver) => (Options, Table, Date, Solver) = (options, table, date, solver);

    /// <summary>Settings.</summary>
    public WarnOptions Options { get; }

    /// <summary>Supplies.</summary>
    public SupplyTable Table { get; }

    /// <summary>Day of the look, or null where there is no value.</summary>
    public DateOnly? Date { get; }

    /// <summary>Name of the solver.</summary>
    public string Solver { get; }

    /// <summary>Series: alerts first, those with the greatest loss before the others.</summary>
    public IReadOnlyList<WarnSeries> Series { get; internal init; } = [];

    /// <summary>What is to be known about the series: too short, gaps, standing still.</summary>
    public IReadOnlyList<Finding> Findings { get; internal init; } = [];

    /// <summary>Series that were judged.</summary>
    public int Judged => Series.Count(s => s.Status != WarnStatus.Unknown);

    /// <summary>Alerts to be expected from this one look if nothing happened in any of the judged series.</summary>
    public FalseAlarms Expected { get; internal init; }

    /// <summary>The same rule by rule, in the order of the rules.</summary>
    public IReadOnlyList<FalseAlarms> ExpectedByRule { get; internal init; } = [];
}
