using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>A number of a row as the three readings take it.</summary>
/// <param name="Field">Column.</param>
/// <param name="Unit">Unit as the row states it.</param>
/// <param name="Pessimistic">Value that is worst for us; infinite for an unknown need.</param>
/// <param name="Central">Middle; infinite where it does not limit.</param>
/// <param name="Optimistic">Value that is best for us; infinite where it does not limit.</param>
public sealed record RowReadings(FieldSpec Field, string Unit, double Pessimistic, double Central, double Optimistic);

/// <summary>A binding term of a figure that the row stands behind.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb.</param>
/// <param name="Figure"><c>theta_in</c> or <c>theta_all</c>.</param>
/// <param name="Theta">The figure in the reading.</param>
/// <param name="Term">Term of its dual identity.</param>
public sealed record RowUse(Technology Technology, string Verb, string Figure, double Theta, ExplainTerm Term);

/// <summary>What a row says, and where it matters.</summary>
public sealed record ExplainRowResult
{
    /// <summary>Address, for example <c>lines/powder-1</c>.</summary>
    public required string Address { get; init; }

    /// <summary>Network as it counts on the day.</summary>
    public required Network Network { get; init; }

    /// <summary>Settings; the first perimeter counts.</summary>
    public required Sovereignty.SovereigntyOptions Options { get; init; }

    /// <summary>Reading of the terms.</summary>
    public required Reading Reading { get; init; }

    /// <summary>Table it stands in.</summary>
    public required TableSpec Table { get; init; }

    /// <summary>Filled cells in order of columns.</summary>
    public required IReadOnlyList<(FieldSpec Field, string Text)> Cells { get; init; }

    /// <summary>Its sources, in the order given.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>Numbers that the engines read in three ways.</summary>
    public IReadOnlyList<RowReadings> Readings { get; init; } = [];

    /// <summary>Whether it counts on the day and by the status; null where tables of its kind are not part of a network.</summary>
    public bool? Counts { get; init; }

    /// <summary>False where all its sources are below reliability C, so that it counts in the optimistic reading only.</summary>
    public bool IsTrusted { get; init; } = true;

    /// <summary>Goals whose requirement tree it is in.</summary>
    public IReadOnlyList<(Technology Technology, string Verb)> Trees { get; init; } = [];

    /// <summary>For a consent: goals in whose theta_in it is withdrawn.</summary>
    public IReadOnlyList<(Technology Technology, string Verb)> Withdrawn { get; init; } = [];

    /// <summary>True where rows of its kind can be a term of theta: supplies, and those who have them.</summary>
    public bool CanBind { get; init; }

    /// <summary>Binding terms that it stands behind.</summary>
    public IReadOnlyList<RowUse> Uses { get; init; } = [];
}
