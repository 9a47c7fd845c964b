using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Studies;

/// <summary>One term of a figure about exposure.</summary>
/// <param name="Address">Address of the row or figure it comes from; empty where there is none.</param>
/// <param name="Amount">What is multiplied, in <paramref name="Unit"/>; NaN where it is not known one by one.</param>
/// <param name="Unit">Unit of the amount; empty for a share.</param>
/// <param name="Factor">What it is multiplied by; NaN where the product is given as it is.</param>
/// <param name="Product">Its part of the sum.</param>
/// <param name="Basis">Basis of the row; empty where not stated.</param>
/// <param name="Sources">Ids of its sources.</param>
public sealed record ExposureTerm(string Address, double Amount, string Unit, double Factor, double Product, string Basis, IReadOnlyList<string> Sources)
{
    /// <summary>Supply it is of, or null.</summary>
    public Supply? Supply { get; init; }

    /// <summary>Holder it is of, or null.</summary>
    public Actor? Holder { get; init; }

    /// <summary>Item it is of, by index; -1 where it is of none.</summary>
    public int Item { get; init; } = -1;

    /// <summary>Items of a way, from what fails to what depends on it; empty for other terms.</summary>
    public IReadOnlyList<int> Way { get; init; } = [];
}

/// <summary>Where a figure about exposure comes from.</summary>
public sealed record ExposureExplainResult
{
    /// <summary>Figure, in its three readings.</summary>
    public required Figure Figure { get; init; }

    /// <summary>Which figure it is: <c>hhi</c>, <c>effective</c>, <c>outside</c>, <c>share</c>, <c>theta_all</c>, <c>without</c>, <c>dependents</c>, <c>need</c>,
    /// <c>inside</c>, <c>all</c> or <c>flows</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Settings it came from.</summary>
    public required ExposureOptions Options { get; init; }

    /// <summary>Supplies it rests on.</summary>
    public required SupplyTable Table { get; init; }

    /// <summary>Reading that the terms are of.</summary>
    public Reading Reading { get; init; } = Reading.Central;

    /// <summary>Item it is of, by index; -1 where it is of none.</summary>
    public int Item { get; init; } = -1;

    /// <summary>Who it is of: a holder, or who fails; null where it is of nobody.</summary>
    public Actor? Subject { get; init; }

    /// <summary>Level of an index.</summary>
    public ActorKind Level { get; init; } = ActorKind.Country;

    /// <summary>Technology and verb of a single point; empty elsewhere.</summary>
    public (string Technology, string Verb) Goal { get; init; } = ("", "");

    /// <summary>Terms, largest first.</summary>
    public IReadOnlyList<ExposureTerm> Terms { get; init; } = [];

    /// <summary>Sum of the terms.</summary>
    public double Sum => Terms.Sum(t => t.Product) + CapTerm;

    /// <summary>Part of theta that the cap itself explains.</summary>
    public double CapTerm { get; init; }

    /// <summary>What the terms add up to, worked out by another road; NaN where they overlap and are not to be added.</summary>
    public double Whole { get; init; } = double.NaN;

    /// <summary>Whether the terms add up.</summary>
    public bool AddsUp => double.IsNaN(Whole) || (double.IsInfinity(Whole) && double.IsInfinity(Sum)) || Math.Abs(Sum - Whole) <= 1e-6 * Math.Max(1, Math.Abs(Whole));
}
