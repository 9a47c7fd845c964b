using Vauban.Core.Model;

namespace Vauban.Core.Output;

/// <summary>What is taken for granted in one solve beside the denial.</summary>
public sealed record OutputCase
{
    /// <summary>Nothing special.</summary>
    public static OutputCase Plain { get; } = new();

    /// <summary>Items whose new supply inside is free (unlimited); for held items: taken as held.</summary>
    public IReadOnlySet<int> FreeItems { get; init; } = new HashSet<int>();

    /// <summary>Most new supply inside per item, per month in the item's unit; overrides nothing where absent. Of a held item any
    /// amount above 0 is a new holder, whose own shared inputs must be held.</summary>
    public IReadOnlyDictionary<int, double> NewSupply { get; init; } = new Dictionary<int, double>();

    /// <summary>Capacity of single supplies instead of the reading's, per month in the item's unit.</summary>
    public IReadOnlyDictionary<int, double> Capacity { get; init; } = new Dictionary<int, double>();

    /// <summary>Capacity that single supplies get on top of what they have, per month in the item's unit; a published total over them grows with it.</summary>
    public IReadOnlyDictionary<int, double> Added { get; init; } = new Dictionary<int, double>();

    /// <summary>Stock inside on top of what lies there, per item in the item's unit; only in a window.</summary>
    public IReadOnlyDictionary<int, double> AddedStock { get; init; } = new Dictionary<int, double>();

    /// <summary>Whether single supplies are inside, instead of the reading's answer.</summary>
    public IReadOnlyDictionary<int, bool> Inside { get; init; } = new Dictionary<int, bool>();

    /// <summary>Restrictions taken as granted whoever denies them.</summary>
    public IReadOnlySet<int> Granted { get; init; } = new HashSet<int>();

    /// <summary>Length of a window in days: stocks count, switching takes its days, theta is at most 1. Null: the steady state.</summary>
    /// <remarks>Stocks are pooled by item. They do not reach a line that takes the item over links only, since no row says for whom they are qualified.</remarks>
    public double? WindowDays { get; init; }

    /// <summary>True to let stocks be as large as needed (their use then costs 1 per share of need in a plan). Default false.</summary>
    public bool FreeStock { get; init; }

    /// <summary>Largest theta asked for. Default 10.</summary>
    public double Cap { get; init; } = OutputProgram.ThetaCap;
}

/// <summary>One term of the dual identity: what a capacity contributes to theta.</summary>
/// <param name="Supply">Supply, or -1.</param>
/// <param name="Total">Published total that limits supplies together, or -1.</param>
/// <param name="Stock">Item whose stock it is, or -1.</param>
/// <param name="Capacity">Capacity per month in the item's unit.</param>
/// <param name="Price">Change of theta per unit of capacity.</param>
/// <param name="Product">Price times capacity, its part of theta.</param>
public readonly record struct OutputTerm(int Supply, int Total, int Stock, double Capacity, double Price, double Product);

/// <summary>Maximum output under a denial.</summary>
public sealed class OutputResult
{
    internal OutputResult(double theta, double cap, IReadOnlyList<OutputTerm> terms, double capTerm)
    {
        RawTheta = theta;
        Theta = OutputProgram.Snap(theta, cap);
        IsCapped = theta >= cap * (1 - 1e-9);
        Terms = terms;
        CapTerm = capTerm;
    }

    /// <summary>Share of the goals that can be met, at most the cap; within 1e-6 of 1 it is 1.</summary>
    public double Theta { get; }

    /// <summary>Theta as solved.</summary>
    public double RawTheta { get; }

    /// <summary>True where only the cap stops it ("10 or more").</summary>
    public bool IsCapped { get; }

    /// <summary>Terms of the dual identity with a positive price, in order of supply.</summary>
    public IReadOnlyList<OutputTerm> Terms { get; }

    /// <summary>Part of theta that the cap itself explains.</summary>
    public double CapTerm { get; }

    /// <summary>Sum of all terms; equals theta.</summary>
    public double TermSum => Terms.Sum(t => t.Product) + CapTerm;
}

/// <summary>A plan that reaches a level: what each supply makes.</summary>
/// <param name="Level">Theta it reaches.</param>
/// <param name="Output">Output per supply, per month in the item's unit.</param>
/// <param name="UsedConsents">Restrictions whose target flows in a goal they cover and that are not withdrawn, ascending.</param>
/// <param name="Flows">Flow per link, per month in the item's unit; links without flow are absent.</param>
/// <param name="Stock">Stock used per item over the window, per month in the item's unit.</param>
public sealed record OutputPlan(double Level, double[] Output, IReadOnlyList<int> UsedConsents, IReadOnlyDictionary<int, double> Flows, double[] Stock)
{
    /// <summary>Theta as the solver reached it; 0 where the plan came from elsewhere.</summary>
    internal double Reached { get; init; }
}
