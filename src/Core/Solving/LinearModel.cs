using System.Runtime.InteropServices;

namespace Vauban.Core.Solving;

/// <summary>A linear or mixed-integer program: minimise or maximise cost'x within bounds on columns and rows.</summary>
/// <remarks>Columns and rows are added once; afterwards bounds, costs, entries and the sense may change, usually through the
/// solver that holds the model. The matrix is kept by rows. Infinite bounds are <see cref="double.PositiveInfinity"/> and
/// its negative.</remarks>
public sealed class LinearModel
{
    readonly List<double> _cost = [], _columnLower = [], _columnUpper = [], _rowLower = [], _rowUpper = [], _value = [];
    readonly List<int> _start = [0], _index = [];
    readonly List<bool> _integer = [];
    readonly List<string?> _columnName = [], _rowName = [];
    readonly List<int> _place = [];

    /// <summary>True to maximise, false to minimise.</summary>
    public bool Maximize { get; set; }

    /// <summary>Number of columns.</summary>
    public int Columns => _cost.Count;

    /// <summary>Number of rows.</summary>
    public int Rows => _rowLower.Count;

    /// <summary>Number of matrix entries.</summary>
    public int Entries => _value.Count;

    /// <summary>True when at least one column is an integer.</summary>
    public bool HasIntegers { get; private set; }

    /// <summary>Adds a column and returns its index.</summary>
    /// <exception cref="ArgumentException">The bounds are not ordered, or a number is not a number.</exception>
    public int AddColumn(double cost, double lower, double upper, bool integer = false, string? name = null)
    {
        if (!double.IsFinite(cost)) throw new ArgumentException($"Cost {cost} of column {Columns} is not finite.", nameof(cost));
        CheckBounds(lower, upper, "column", Columns);
        _cost.Add(cost);
        _columnLower.Add(lower);
        _columnUpper.Add(upper);
        _integer.Add(integer);
        _columnName.Add(name);
        _place.Add(-1);
        HasIntegers |= integer;
        return Columns - 1;
    }

    /// <summary>Adds a row lower &lt;= sum(value * column) &lt;= upper and returns its index. A column named twice counts with
    /// the sum of its values.</summary>
    /// <exception cref="ArgumentException">Bounds not ordered, lengths differ, a column does not exist, or a value is not finite.</exception>
    public int AddRow(double lower, double upper, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, string? name = null)
    {
        CheckBounds(lower, upper, "row", Rows);
        if (columns.Length != values.Length) throw new ArgumentException("Columns and values differ in length.", nameof(values));
        for (var k = 0; k < columns.Length; k++)
        {
            if ((uint)columns[k] >= (uint)Columns) throw new ArgumentException($"Row {Rows} names column {columns[k]} of {Columns}.", nameof(columns));
            if (!double.IsFinite(values[k])) throw new ArgumentException($"Row {Rows} has the value {values[k]}.", nameof(values));
        }
        var start = _index.Count;
        for (var k = 0; k < columns.Length; k++)
        {
            // Solvers refuse a column that stands twice in a row; the place of its first entry is remembered per column.
            var place = _place[columns[k]];
            if (place >= start)
            {
                _value[place] += values[k];
                continue;
            }
            _place[columns[k]] = _index.Count;
            _index.Add(columns[k]);
            _value.Add(values[k]);
        }
        _start.Add(_index.Count);
        _rowLower.Add(lower);
        _rowUpper.Add(upper);
        _rowName.Add(name);
        return Rows - 1;
    }

    /// <summary>Cost per column.</summary>
    public IReadOnlyList<double> Cost => _cost;

    /// <summary>Lower bound per column.</summary>
    public IReadOnlyList<double> ColumnLower => _columnLower;

    /// <summary>Upper bound per column.</summary>
    public IReadOnlyList<double> ColumnUpper => _columnUpper;

    /// <summary>Lower bound per row.</summary>
    public IReadOnlyList<double> RowLower => _rowLower;

    /// <summary>Upper bound per row.</summary>
    public IReadOnlyList<double> RowUpper => _rowUpper;

    /// <summary>Start of each row in <see cref="Index"/> and <see cref="Value"/>, and one end mark.</summary>
    public IReadOnlyList<int> Start => _start;

    /// <summary>Column of each entry, row by row.</summary>
    public IReadOnlyList<int> Index => _index;

    /// <summary>Value of each entry, row by row.</summary>
    public IReadOnlyList<double> Value => _value;

    /// <summary>Whether each column is an integer.</summary>
    public IReadOnlyList<bool> Integer => _integer;

    /// <summary>Name of a column, or its index in words.</summary>
    public string ColumnName(int column) => _columnName[column] ?? $"column {column}";

    /// <summary>Name of a row, or its index in words.</summary>
    public string RowName(int row) => _rowName[row] ?? $"row {row}";

    /// <summary>Replaces the bounds of a column (of a model held by a solver: through the solver).</summary>
    /// <exception cref="ArgumentException">The bounds are not ordered.</exception>
    public void SetColumnBounds(int column, double lower, double upper)
    {
        CheckBounds(lower, upper, "column", column);
        _columnLower[column] = lower;
        _columnUpper[column] = upper;
    }

    /// <summary>Replaces the bounds of a row (of a model held by a solver: through the solver).</summary>
    /// <exception cref="ArgumentException">The bounds are not ordered.</exception>
    public void SetRowBounds(int row, double lower, double upper)
    {
        CheckBounds(lower, upper, "row", row);
        _rowLower[row] = lower;
        _rowUpper[row] = upper;
    }

    /// <summary>Replaces the cost of a column (of a model held by a solver: through the solver).</summary>
    /// <exception cref="ArgumentException">The cost is not finite.</exception>
    public void SetCost(int column, double cost)
    {
        if (!double.IsFinite(cost)) throw new ArgumentException($"Cost {cost} of column {column} is not finite.", nameof(cost));
        _cost[column] = cost;
    }

    /// <summary>Replaces a matrix entry, which may be new or zero. A new one takes time in proportion to the whole matrix.</summary>
    /// <exception cref="ArgumentException">The column does not exist, or the value is not finite.</exception>
    public void SetEntry(int row, int column, double value)
    {
        if ((uint)column >= (uint)Columns) throw new ArgumentException($"There is no column {column} of {Columns}.", nameof(column));
        if (!double.IsFinite(value)) throw new ArgumentException($"Row {row} gets the value {value}.", nameof(value));
        var (start, end) = (_start[row], _start[row + 1]);
        var place = _index.IndexOf(column, start, end - start);
        if (place >= 0)
        {
            _value[place] = value;
            return;
        }
        _index.Insert(end, column);
        _value.Insert(end, value);
        for (var i = row + 1; i < _start.Count; i++) _start[i]++;
        CollectionsMarshal.AsSpan(_place).Fill(-1);
    }

    /// <summary>An independent copy.</summary>
    public LinearModel Copy()
    {
        var copy = new LinearModel { Maximize = Maximize, HasIntegers = HasIntegers };
        copy._cost.AddRange(_cost);
        copy._columnLower.AddRange(_columnLower);
        copy._columnUpper.AddRange(_columnUpper);
        copy._rowLower.AddRange(_rowLower);
        copy._rowUpper.AddRange(_rowUpper);
        copy._value.AddRange(_value);
        copy._index.AddRange(_index);
        copy._integer.AddRange(_integer);
        copy._columnName.AddRange(_columnName);
        copy._rowName.AddRange(_rowName);
        copy._place.AddRange(Enumerable.Repeat(-1, Columns));
        copy._start.AddRange(_start.Skip(1));
        return copy;
    }

    /// <summary>An independent copy without integers: its optimum bounds that of the model.</summary>
    public LinearModel Relaxed()
    {
        var copy = Copy();
        copy.HasIntegers = false;
        for (var j = 0; j < copy.Columns; j++) copy._integer[j] = false;
        return copy;
    }

    internal ReadOnlySpan<double> CostSpan => CollectionsMarshal.AsSpan(_cost);

    internal ReadOnlySpan<double> ColumnLowerSpan => CollectionsMarshal.AsSpan(_columnLower);

    internal ReadOnlySpan<double> ColumnUpperSpan => CollectionsMarshal.AsSpan(_columnUpper);

    internal ReadOnlySpan<double> RowLowerSpan => CollectionsMarshal.AsSpan(_rowLower);

    internal ReadOnlySpan<double> RowUpperSpan => CollectionsMarshal.AsSpan(_rowUpper);

    internal ReadOnlySpan<int> StartSpan => CollectionsMarshal.AsSpan(_start);

    internal ReadOnlySpan<int> IndexSpan => CollectionsMarshal.AsSpan(_index);

    internal ReadOnlySpan<double> ValueSpan => CollectionsMarshal.AsSpan(_value);

    static void CheckBounds(double lower, double upper, string what, int index)
    {
        // A lower bound of plus infinity (or an upper one of minus infinity) leaves no value at all; solvers refuse it.
        if (double.IsNaN(lower) || double.IsNaN(upper) || lower > upper || double.IsPositiveInfinity(lower) || double.IsNegativeInfinity(upper))
            throw new ArgumentException($"Bounds {lower} and {upper} of {what} {index} are not ordered.", nameof(lower));
    }
}
