using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>How a figure of a package stands to what a paper says.</summary>
public enum ClaimStatus
{
    /// <summary>Whatever the figure is within its range, what is said holds.</summary>
    Agree,
    /// <summary>What is said holds for a part of the figure's range only.</summary>
    Open,
    /// <summary>They cannot both hold.</summary>
    Differ,
    /// <summary>They cannot both hold, and the figure rests on sources later than the time that the paper speaks of.</summary>
    Newer,
    /// <summary>There is no figure here to hold it against.</summary>
    Missing,
}

/// <summary>Why a claim has its status.</summary>
public enum ClaimReason
{
    /// <summary>The whole range of the figure lies in what is said.</summary>
    Within,
    /// <summary>A part of the figure's range lies in what is said, a part does not.</summary>
    Possible,
    /// <summary>Nothing of the figure's range lies in what is said.</summary>
    Outside,
    /// <summary>The paper denies the value, and nothing of the figure's range is that value.</summary>
    Denied,
    /// <summary>The paper denies the value, and the whole range of the figure is that value.</summary>
    DeniedHere,
    /// <summary>The package has no figure with the address.</summary>
    NoFigure,
    /// <summary>The claim is about another package.</summary>
    OtherPackage,
    /// <summary>The claim states no value.</summary>
    NoValue,
    /// <summary>The units cannot be converted into each other.</summary>
    Unit,
    /// <summary>So little is known behind the figure that it may be anything.</summary>
    Unknown,
}

/// <summary>A claim beside the figure that it speaks about.</summary>
/// <param name="Claim">Claim.</param>
/// <param name="Status">How they stand to each other.</param>
/// <param name="Reason">Why.</param>
public sealed record ClaimResult(Claim Claim, ClaimStatus Status, ClaimReason Reason)
{
    /// <summary>The figure here, in its own unit; null where there is none.</summary>
    public Figure? Figure { get; init; }

    /// <summary>The figure's pessimistic, central and optimistic reading in the unit of the claim; null where there is no figure, or the units do not convert.</summary>
    public (double Low, double Central, double High)? InClaimUnit { get; init; }

    /// <summary>What is said, in the unit of the figure, as far as it is rounded: 70 reads 69.5 to 70.5. Unknown where nothing is stated.</summary>
    public Quantity Said { get; init; } = Quantity.Unknown;

    /// <summary>Date of the newest source behind the figure, else the date of the package; null where neither is known.</summary>
    public DateOnly? FigureDate { get; init; }

    /// <summary>Last day that the claim speaks of; null where not known.</summary>
    public DateOnly? ClaimDate { get; init; }

    /// <summary>Perimeter that the figure is taken at.</summary>
    public required Perimeter Perimeter { get; init; }

    /// <summary>Technology that the figure belongs to; empty where it belongs to none.</summary>
    public string Technology { get; init; } = "";
}
