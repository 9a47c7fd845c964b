using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>Answer to "without relying on external actors?" (design section 3).</summary>
public enum RelianceVerdict
{
    /// <summary>We can on our own.</summary>
    Yes,
    /// <summary>Yes, but not together with the other goals that draw on the same lines.</summary>
    YesAlone,
    /// <summary>Named outsiders must go along.</summary>
    OnlyWithOthers,
    /// <summary>Not alone; whether others suffice is unknown.</summary>
    NotAlone,
    /// <summary>Not even with everybody's help.</summary>
    No,
    /// <summary>Not decided by what is known.</summary>
    Unknown,
    /// <summary>The package states no goal for the verb.</summary>
    NoGoal,
}

/// <summary>Answer to "without being exposed to disruption?" (design section 3).</summary>
public enum ExposureVerdict
{
    /// <summary>No single failure takes away what can be reached.</summary>
    Holds,
    /// <summary>One failure does.</summary>
    Exposed,
    /// <summary>Not decided by what is known.</summary>
    Unknown,
    /// <summary>The package states no goal for the verb.</summary>
    NoGoal,
}

/// <summary>One supply in a proof: how much it can make and how much a plan uses.</summary>
/// <param name="Supply">Supply.</param>
/// <param name="Output">Output in the plan, per month in the item's unit.</param>
/// <param name="Capacity">Capacity per month; infinite where it does not limit.</param>
public sealed record ProofFlow(Supply Supply, double Output, double Capacity);

/// <summary>A bottleneck in words: what inside supply of an item gives, against what the goals need.</summary>
/// <param name="Relief">What binds.</param>
/// <param name="Inside">Supply inside per month in the item's unit, by reading; infinite where unlimited.</param>
/// <param name="Need">Need per month at theta 1, by reading.</param>
/// <param name="Unit">The item's unit; null for a consent.</param>
public sealed record BottleneckRow(Relief Relief, (double Low, double Central, double High) Inside, (double Low, double Central, double High) Need, string? Unit);

/// <summary>A rung of the ladder with its rows.</summary>
/// <param name="Theta">Theta before.</param>
/// <param name="Rows">What binds, together.</param>
/// <param name="NextTheta">Theta once relieved.</param>
public sealed record BottleneckRung(double Theta, IReadOnlyList<BottleneckRow> Rows, double NextTheta);

/// <summary>A smallest set of outside actors who can together stop the goal.</summary>
/// <param name="Actors">Actors, sorted.</param>
/// <param name="IsCertain">True where it also holds in the optimistic reading; else it is possible.</param>
/// <param name="Theta">Theta without them, central reading.</param>
public sealed record VetoSet(IReadOnlyList<Actor> Actors, bool IsCertain, double Theta);

/// <summary>Veto sets of one kind of actor.</summary>
/// <param name="Kind">Party, owner or country.</param>
/// <param name="Sets">Sets, smallest first.</param>
/// <param name="CompleteSize">Sizes up to this were searched completely.</param>
public sealed record VetoList(ActorKind Kind, IReadOnlyList<VetoSet> Sets, int CompleteSize);

/// <summary>What a question is about.</summary>
public enum AskKind
{
    /// <summary>Capacity of a line or total.</summary>
    Capacity,
    /// <summary>Supply that no row lists.</summary>
    UnlistedSupply,
    /// <summary>Quantity in a recipe.</summary>
    Recipe,
    /// <summary>Who controls the party of a line.</summary>
    Control,
}

/// <summary>Which of the two answers behind a verdict on reliance a question settles.</summary>
public enum AskAnswer
{
    /// <summary>Whether inside suffices: theta_in.</summary>
    Alone,
    /// <summary>Whether it suffices with others: theta_all.</summary>
    WithOthers,
}

/// <summary>The second row of a pair.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Address">Address of the row.</param>
/// <param name="Supply">Supply it speaks of.</param>
public sealed record AskPartner(AskKind Kind, string Address, Supply Supply);

/// <summary>A row whose truth would move the verdict.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Address">Address of the row, for example <c>lines/powder-1</c>.</param>
/// <param name="Item">Item it speaks of.</param>
/// <param name="Supply">Supply, or null.</param>
/// <param name="Low">Theta (of the answer it settles) with the row read pessimistically, the rest central.</param>
/// <param name="High">Theta with the row read optimistically.</param>
/// <param name="Decides">True where it alone decides between below 1 and at least 1.</param>
/// <param name="BreakEven">Least value at which theta reaches 1 (per month in the item's unit, or quantity per unit), or null.</param>
/// <param name="Unit">Unit of the break-even value.</param>
/// <param name="Partner">Second row of a pair, where only both together swing; else null.</param>
/// <param name="Addressee">Who can answer: a party's or publisher's name; empty where only an authority or association can.</param>
public sealed record Ask(AskKind Kind, string Address, int Item, Supply? Supply, double Low, double High, bool Decides, double? BreakEven, string Unit, AskPartner? Partner, string Addressee)
{
    /// <summary>Which answer it settles: <see cref="Low"/>, <see cref="High"/> and <see cref="BreakEven"/> are of its theta.</summary>
    public AskAnswer Settles { get; init; }

    /// <summary>How far theta moves.</summary>
    public double Swing => High - Low;
}

/// <summary>Supply inside that would have to be added.</summary>
/// <param name="Item">Item.</param>
/// <param name="PerMonth">Per month in the item's unit.</param>
/// <param name="ShareOfNeed">As a share of the need of the item.</param>
public sealed record ExtraSupply(int Item, double PerMonth, double ShareOfNeed);

/// <summary>The least that would make it Yes, in one reading.</summary>
/// <param name="Reading">Reading it was found in.</param>
/// <param name="Extra">Extra inside supply per item, the largest share of need first, of equal shares those nearest to the goals.</param>
/// <param name="Holdings">Shared things to hold inside.</param>
/// <param name="Consents">Consents to replace.</param>
/// <param name="StockDays">Days of need to keep in stock per item, so that it holds.</param>
/// <param name="SecondHolders">Shared things that need a second holder, since no stock replaces them.</param>
/// <param name="IsPossible">False where nothing of this kind reaches it (an unknown quantity stands in the way: see <paramref name="BlockedBy"/>).</param>
/// <param name="BlockedBy">Recipe row whose quantity must be known first, or null.</param>
public sealed record MakeYes(Reading Reading, IReadOnlyList<ExtraSupply> Extra, IReadOnlyList<int> Holdings, IReadOnlyList<int> Consents,
    IReadOnlyList<(int Item, double Days)> StockDays, IReadOnlyList<int> SecondHolders, bool IsPossible, string? BlockedBy);

/// <summary>A failure and what is left.</summary>
/// <param name="Actor">What fails.</param>
/// <param name="WindowDays">Length, by reading.</param>
/// <param name="Phi">Share of the goals met during it, by reading.</param>
/// <param name="Holds">Whether that is enough, by reading.</param>
/// <param name="LostShare">Share of every goal lost during it, central reading.</param>
/// <param name="LostUnits">Units lost during it, central reading, in the unit of the item that the goals ask for; NaN where they ask for
/// several items, or for nothing but things to be held.</param>
/// <param name="IsRecoveryKnown">False where no recovery time is stated.</param>
/// <param name="Decides">False for countries inside the perimeter, which are shown only.</param>
public sealed record Failure(Actor Actor, (double Low, double Central, double High) WindowDays, (double Low, double Central, double High) Phi, ThreeReadings Holds, double LostShare, double LostUnits, bool IsRecoveryKnown, bool Decides);

/// <summary>One cell of the grid on reliance.</summary>
public sealed record RelianceCell
{
    /// <summary>Verdict.</summary>
    public required RelianceVerdict Verdict { get; init; }

    /// <summary>Verdict of the central reading alone.</summary>
    public required RelianceVerdict AsKnownToday { get; init; }

    /// <summary>Theta with nobody denied; null where no goal is stated.</summary>
    public Figure? ThetaAll { get; init; }

    /// <summary>Theta with everybody outside denied.</summary>
    public Figure? ThetaIn { get; init; }

    /// <summary>Goal per month in the goal item's unit (first goal).</summary>
    public Figure? Goal { get; init; }

    /// <summary>Maximum inside output per month of the first goal's item.</summary>
    public Figure? OutputIn { get; init; }

    /// <summary>Flows of a plan: at the goal inside where it is Yes, else the most that inside supply reaches (central reading).</summary>
    public IReadOnlyList<ProofFlow> Flows { get; init; } = [];

    /// <summary>Bottleneck ladder inside (central reading; pessimistic where the central one has none).</summary>
    public IReadOnlyList<BottleneckRung> Ladder { get; init; } = [];

    /// <summary>Reading of the ladder.</summary>
    public Reading LadderReading { get; init; } = Reading.Central;

    /// <summary>Veto sets, one list per kind of actor.</summary>
    public IReadOnlyList<VetoList> Vetoes { get; init; } = [];

    /// <summary>Level of the veto sets: 1, or 0.95 of theta_all where that is below 1.</summary>
    public double VetoLevel { get; init; } = 1;

    /// <summary>Consents held outside that bind: withdrawn, and their return would raise theta_in.</summary>
    public IReadOnlyList<int> BindingConsents { get; init; } = [];

    /// <summary>What to ask next, most decisive first.</summary>
    public IReadOnlyList<Ask> Asks { get; init; } = [];

    /// <summary>Rows that were not tried because of the limit.</summary>
    public int AsksLeft { get; init; }

    /// <summary>What would make it Yes, or null where it is.</summary>
    public MakeYes? MakeYes { get; init; }

    /// <summary>Shared supply that keeps a Yes from holding together with the other goals, or null.</summary>
    public string? SharedLine { get; init; }
}

/// <summary>One cell of the grid on exposure.</summary>
public sealed record ExposureCell
{
    /// <summary>Verdict.</summary>
    public required ExposureVerdict Verdict { get; init; }

    /// <summary>Verdict of the central reading alone.</summary>
    public required ExposureVerdict AsKnownToday { get; init; }

    /// <summary>Least phi over all failures that decide (in large networks: over those listed).</summary>
    public Figure? Phi { get; init; }

    /// <summary>Failures that do not hold in some reading, worst first; then those shown only.</summary>
    public IReadOnlyList<Failure> Failures { get; init; } = [];

    /// <summary>Failures that break the goal in the central reading too but are not listed, in large networks.</summary>
    public int MoreFailures { get; init; }

    /// <summary>Failures looked at.</summary>
    public int Looked { get; init; }

    /// <summary>Failures not solved because of the limit; above 0 the verdict can only be Exposed or Unknown.</summary>
    public int Left { get; init; }

    /// <summary>True where no listed failure takes anything away, but rows stand for makers or sites that are not listed one by one.</summary>
    public bool IsUnnamed { get; init; }

    /// <summary>True where every recovery time is missing: "one failure stops it; cover unknown".</summary>
    public bool IsCoverUnknown { get; init; }
}

/// <summary>One row of the grid: a verb and its two dangers.</summary>
/// <param name="Verb">develop, produce, use, export, or together.</param>
/// <param name="Goals">Goals of the row.</param>
/// <param name="Reliance">Reliance cell.</param>
/// <param name="Exposure">Exposure cell.</param>
public sealed record VerbRow(string Verb, IReadOnlyList<Goal> Goals, RelianceCell Reliance, ExposureCell Exposure)
{
    // The row of all goals together, where those of this verb are all there are: the same but for its addresses.
    internal VerbRow AsTogether(string technology)
    {
        Figure? At(Figure? figure) => figure is null ? null : figure with { Address = $"{technology}/{SovereigntyEngine.Together}{figure.Address[$"{technology}/{Verb}".Length..]}" };
        return new(SovereigntyEngine.Together, Goals,
            Reliance with { ThetaAll = At(Reliance.ThetaAll), ThetaIn = At(Reliance.ThetaIn), Goal = At(Reliance.Goal), OutputIn = At(Reliance.OutputIn) }, Exposure with { Phi = At(Exposure.Phi) });
    }
}

/// <summary>The grid of one technology for one perimeter.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Perimeter">Perimeter.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Rows">Four verbs, then all together.</param>
public sealed record Grid(Technology Technology, Perimeter Perimeter, SupplyTable Table, IReadOnlyList<VerbRow> Rows);

/// <summary>The first difference between two perimeters that stand side by side.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">First verb that differs.</param>
/// <param name="First">One perimeter.</param>
/// <param name="Second">The next.</param>
/// <param name="FirstVerdict">Verdict of the first.</param>
/// <param name="SecondVerdict">Verdict of the second.</param>
/// <param name="Item">Item whose inside supply makes the difference, or -1.</param>
/// <param name="FirstInside">Its inside supply per month in the first, by reading.</param>
/// <param name="SecondInside">Its inside supply per month in the second, by reading.</param>
public sealed record PerimeterDifference(Technology Technology, string Verb, Perimeter First, Perimeter Second, RelianceVerdict FirstVerdict, RelianceVerdict SecondVerdict,
    int Item, (double Low, double Central, double High) FirstInside, (double Low, double Central, double High) SecondInside);

/// <summary>A sovereignty assessment.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Network">Network as it counts on the day.</param>
/// <param name="Date">Day of the assessment, or null.</param>
/// <param name="Grids">By technology, then perimeter in the order given.</param>
/// <param name="Differences">First difference between neighbouring perimeters, per technology.</param>
/// <param name="Solver">Name and version of the solver.</param>
public sealed record SovereigntyResult(SovereigntyOptions Options, Network Network, DateOnly? Date, IReadOnlyList<Grid> Grids, IReadOnlyList<PerimeterDifference> Differences, string Solver);
