using System.Globalization;

namespace Vauban.Core.Solving;

/// <summary>Writes a model in the free MPS format, which other solvers read. Numbers are exact, and equal models give equal texts.</summary>
public static class MpsWriter
{
    /// <summary>Writes a model.</summary>
    /// <param name="model">Model. Maximising is written with all costs turned round, since not every reader knows a sense; the comment says so.</param>
    /// <param name="name">Name of the problem.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(LinearModel model, string name, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(writer);
        var taken = new HashSet<string>(StringComparer.Ordinal) { "COST" };
        var rows = Enumerable.Range(0, model.Rows).Select(i => Unique(model.RowName(i), $"r{i}", taken)).ToArray();
        taken = [];
        var columns = Enumerable.Range(0, model.Columns).Select(j => Unique(model.ColumnName(j), $"c{j}", taken)).ToArray();
        if (model.Maximize) writer.Write("* The model maximises; its costs are turned round.\n");
        writer.Write($"NAME {Word(name)}\nROWS\n N COST\n");
        for (var i = 0; i < model.Rows; i++) writer.Write($" {Kind(model.RowLower[i], model.RowUpper[i])} {rows[i]}\n");
        WriteColumns(model, columns, rows, writer);
        writer.Write("RHS\n");
        for (var i = 0; i < model.Rows; i++)
            if (Side(model.RowLower[i], model.RowUpper[i]) is not 0 and var side) writer.Write($" RHS {rows[i]} {Number(side)}\n");
        writer.Write("RANGES\n");
        for (var i = 0; i < model.Rows; i++)
            if (Kind(model.RowLower[i], model.RowUpper[i]) == 'L' && double.IsFinite(model.RowLower[i])) writer.Write($" RANGE {rows[i]} {Number(model.RowUpper[i] - model.RowLower[i])}\n");
        WriteBounds(model, columns, writer);
        writer.Write("ENDATA\n");
    }

    static void WriteColumns(LinearModel model, string[] columns, string[] rows, TextWriter writer)
    {
        var entries = new List<(int Row, double Value)>[model.Columns];
        for (var j = 0; j < entries.Length; j++) entries[j] = [];
        for (var i = 0; i < model.Rows; i++)
            for (var k = model.Start[i]; k < model.Start[i + 1]; k++) entries[model.Index[k]].Add((i, model.Value[k]));
        writer.Write("COLUMNS\n");
        var isInteger = false;
        for (var j = 0; j < model.Columns; j++)
        {
            if (model.Integer[j] != isInteger) Marker(isInteger = model.Integer[j], j);
            var cost = model.Maximize ? -model.Cost[j] : model.Cost[j];
            // A column without entries still has to be named.
            if (cost != 0 || entries[j].Count == 0) writer.Write($" {columns[j]} COST {Number(cost)}\n");
            foreach (var (row, value) in entries[j]) writer.Write($" {columns[j]} {rows[row]} {Number(value)}\n");
        }
        if (isInteger) Marker(false, model.Columns);

        void Marker(bool begins, int at) => writer.Write($" M{at.ToString(CultureInfo.InvariantCulture)} 'MARKER' '{(begins ? "INTORG" : "INTEND")}'\n");
    }

    static void WriteBounds(LinearModel model, string[] columns, TextWriter writer)
    {
        writer.Write("BOUNDS\n");
        for (var j = 0; j < model.Columns; j++)
        {
            var (lower, upper) = (model.ColumnLower[j], model.ColumnUpper[j]);
            if (lower == upper)
            {
                writer.Write($" FX BOUND {columns[j]} {Number(lower)}\n");
                continue;
            }
            if (double.IsNegativeInfinity(lower) && double.IsPositiveInfinity(upper))
            {
                writer.Write($" FR BOUND {columns[j]}\n");
                continue;
            }
            // A negative upper bound without a lower one means different things to different readers, so both are written.
            if (double.IsNegativeInfinity(lower)) writer.Write($" MI BOUND {columns[j]}\n");
            else if (lower != 0 || model.Integer[j]) writer.Write($" LO BOUND {columns[j]} {Number(lower)}\n");
            if (double.IsFinite(upper)) writer.Write($" UP BOUND {columns[j]} {Number(upper)}\n");
            else if (model.Integer[j]) writer.Write($" PL BOUND {columns[j]}\n");
        }
    }

    static char Kind(double lower, double upper) => lower == upper ? 'E' : double.IsFinite(upper) ? 'L' : double.IsFinite(lower) ? 'G' : 'N';

    static double Side(double lower, double upper) => double.IsFinite(upper) ? upper : double.IsFinite(lower) ? lower : 0;

    // The shortest text that reads back as the same number.
    static string Number(double value) => value == 0 ? "0" : value.ToString("R", CultureInfo.InvariantCulture);

    static string Unique(string name, string otherwise, HashSet<string> taken)
    {
        var word = name.StartsWith("column ", StringComparison.Ordinal) || name.StartsWith("row ", StringComparison.Ordinal) ? otherwise : Word(name);
        if (taken.Add(word)) return word;
        taken.Add(word = $"{word}:{otherwise}");
        return word;
    }

    // Fields end at a space.
    static string Word(string name) => string.Concat(name.Select(c => c is > ' ' and < '\u007F' ? c : '_')) is { Length: > 0 } word ? word : "_";
}
