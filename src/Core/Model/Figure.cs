namespace Vauban.Core.Model;

/// <summary>How much of what a figure rests on is known.</summary>
/// <param name="Known">Known rows, or their value.</param>
/// <param name="All">All rows of the goal's requirement tree, or their value.</param>
/// <param name="ByValue">True where rows are weighed by value, false where they are counted.</param>
public readonly record struct Coverage(double Known, double All, bool ByValue)
{
    /// <summary>Known part, 0 to 1; 1 where there is nothing to know.</summary>
    public double Share => All > 0 ? Known / All : 1;
}

/// <summary>A result in three readings with what it rests on.</summary>
/// <param name="Address">Where it stands, for <c>explain</c>: for example <c>ammunition-155/produce/theta_in</c>.</param>
/// <param name="Low">Pessimistic reading.</param>
/// <param name="Central">Central reading.</param>
/// <param name="High">Optimistic reading.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Basis">Weakest basis of the rows it rests on.</param>
/// <param name="Coverage">How much is known.</param>
/// <param name="Marking">Strictest marking of the rows it rests on.</param>
/// <param name="Sources">Ids of the sources of the rows it rests on, sorted.</param>
public sealed record Figure(string Address, double Low, double Central, double High, string Unit, string Basis, Coverage Coverage, string Marking, IReadOnlyList<string> Sources)
{
    /// <summary>The value of a reading.</summary>
    public double this[Reading reading] => reading switch { Reading.Pessimistic => Low, Reading.Central => Central, _ => High };
}
