using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Rules;

/// <summary>Leads from the rows of a network back to where they stand in the user's files.</summary>
static class Places
{
    /// <summary>Place of a cell of the row with this index.</summary>
    public static Place Of(Network network, string table, int index, string? column = null) => network.Package.Sorted(table)[index].Place with { Column = column };

    /// <summary>Number of the line or row where a row stands, as text.</summary>
    public static string RowOf(Place place) => (place.Row ?? 0).ToString(CultureInfo.InvariantCulture);

    public static void Error(this ICollection<Finding> findings, string code, Place place, params string[] values) => findings.Add(new Finding(code, Severity.Error, place, values));

    public static void Warn(this ICollection<Finding> findings, string code, Place place, params string[] values) => findings.Add(new Finding(code, Severity.Warning, place, values));

    public static void Note(this ICollection<Finding> findings, string code, Place place, params string[] values) => findings.Add(new Finding(code, Severity.Note, place, values));
}
