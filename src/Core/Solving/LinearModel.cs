namespace Vauban.Core.Solving;

/// <summary>A linear or mixed-integer program: minimise or maximise cost'x within bounds on columns and rows.</summary>
/// <remarks>Columns and rows are added once and then only their bounds and costs change through the solver that holds the
/// model. The matrix is kept by rows. Infinite bounds are <see cref="double.PositiveInfinity"/> and its negative.</remarks>
public sealed class LinearModel
{
    readonly List<double> _cost = [], _columnLower = [], _columnUpper = [], _rowLower = [], _rowUpper = [], _value = [];
    readonly List<int> _start = [0], _index = [];
    readonly List<bool> _integer = [];
    readonly List<string?> _columnName = [], _rowName = [];

    /// <summary>True to maximise, false to minimise.</summary>
    public bool Maximize { get; init; }

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
        HasIntegers |= integer;
        return Columns - 1;
    }

    /// <summary>Adds a row lower &lt;= sum(value * column) &lt;= upper and returns its index.</summary>
    /// <exception cref="ArgumentException">Bounds not ordered, lengths differ, a column does not exist, or a value is not finite.</exception>
    public int AddRow(double lower, double upper, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, string? name = null)
    {
        CheckBounds(lower, upper, "row", Rows);
        if (columns.Length != values.Length) throw new ArgumentException("Columns and values differ in length.", nameof(values));
        for (var k = 0; k < columns.Length; k++)
        {
            if ((uint)columns[k] >= (uint)Columns) throw new ArgumentException($"Row {Rows} names column {columns[k]} of {Columns}.", nameof(columns));
            if (!double.IsFinite(values[k])) throw new ArgumentException($"Row {Rows} has the value {values[k]}.", nameof(values));
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

    /// <summary>Replaces the bounds of a column (for a model that is not loaded yet).</summary>
    public void SetColumnBounds(int column, double lower, double upper)
    {
        CheckBounds(lower, upper, "column", column);
        _columnLower[column] = lower;
        _columnUpper[column] = upper;
    }

    /// <summary>Replaces the bounds of a row (for a model that is not loaded yet).</summary>
    public void SetRowBounds(int row, double lower, double upper)
    {
        CheckBounds(lower, upper, "row", row);
        _rowLower[row] = lower;
        _rowUpper[row] = upper;
    }

    /// <summary>Replaces the cost of a column (for a model that is not loaded yet).</summary>
    public void SetCost(int column, double cost) => _cost[column] = cost;

    static void CheckBounds(double lower, double upper, string what, int index)
    {
        if (double.IsNaN(lower) || double.IsNaN(upper) || lower > upper)
            throw new ArgumentException($"Bounds {lower} and {upper} of {what} {index} are not ordered.", nameof(lower));
    }
}
