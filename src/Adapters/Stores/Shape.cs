using System.Globalization;

namespace Vauban.Adapters.Stores;

/// <summary>How a record lies in a table.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Columns">Columns, keys first.</param>
/// <param name="Keys">How many of them are the key.</param>
/// <param name="Write">Values of a record in the order of the columns: texts, whole numbers or bytes.</param>
/// <param name="Read">A record from a row whose columns stand in that order.</param>
sealed record Shape<T>(string Table, string[] Columns, int Keys, Func<T, object[]> Write, Func<SqlRow, T> Read) where T : class
{
    /// <summary>Columns that a difference names without their values.</summary>
    public string[] Secret { get; init; } = [];

    /// <summary>All columns with commas between.</summary>
    public Name All { get; } = new(string.Join(", ", Columns));

    /// <summary>The table.</summary>
    public Name Name { get; } = new(Table);

    /// <summary>Where two records differ, keys and versions aside.</summary>
    public IReadOnlyList<FieldDifference> Differences(T offered, T stored)
    {
        object[] a = Write(offered), b = Write(stored);
        return [.. Enumerable.Range(Keys, Columns.Length - Keys).Where(i => Columns[i] is not ("version" or "created" or "name_key") && !a[i].Equals(b[i]))
            .Select(i => Secret.Contains(Columns[i]) ? new FieldDifference(Columns[i], "", "") : new FieldDifference(Columns[i], Text(a[i]), Text(b[i])))];
    }

    static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
