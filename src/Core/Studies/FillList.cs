using Vauban.Core.Model;

namespace Vauban.Core.Studies;

/// <summary>How much of a column is filled in.</summary>
/// <param name="Table">Table.</param>
/// <param name="Field">Column.</param>
/// <param name="IsRequired">True where a blank cell is an error.</param>
/// <param name="Filled">Cells that are not blank.</param>
/// <param name="Rows">Rows of the table.</param>
public sealed record FieldFill(string Table, string Field, bool IsRequired, int Filled, int Rows)
{
    /// <summary>Filled cells over all rows, 0 to 1.</summary>
    public double Share => (double)Filled / Rows;
}

/// <summary>How complete a package is, column by column. Blank means unknown; whether that matters is said by <see cref="GapList"/>.</summary>
public static class FillList
{
    /// <summary>Columns of all tables that have rows, in catalogue order.</summary>
    public static IReadOnlyList<FieldFill> Of(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return [.. package.Tables.SelectMany(t => t.Spec.Fields.Select((f, i) => new FieldFill(t.Spec.Name, f.Name, f.Required, t.Rows.Count(r => r.Cells[i].Length > 0), t.Rows.Count)))];
    }
}
