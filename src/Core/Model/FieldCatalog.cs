namespace Vauban.Core.Model;

/// <summary>What a cell of a column may hold.</summary>
public enum FieldType
{
    /// <summary>Identifier of the row; unique in its table, also when case is ignored.</summary>
    Id,
    /// <summary>Identifier of a row of one of the tables in <see cref="FieldSpec.Targets"/> (or a country code where "countries" is among them).</summary>
    Reference,
    /// <summary>Identifiers of sources, separated by spaces.</summary>
    Sources,
    /// <summary>Free text.</summary>
    Text,
    /// <summary>Number, interval <c>a..b</c>, open interval <c>a..</c> or <c>..b</c>, or blank for unknown.</summary>
    Quantity,
    /// <summary>Plain number, possibly negative (coordinates, values of a series).</summary>
    Number,
    /// <summary>Unit of the closed table in <see cref="Units"/>.</summary>
    Unit,
    /// <summary>Date <c>2026-03-31</c>, month <c>2026-03</c> or year <c>2026</c>.</summary>
    Date,
    /// <summary>One of the words in <see cref="FieldSpec.Choices"/>.</summary>
    Choice,
    /// <summary>Several words of <see cref="FieldSpec.Choices"/>, separated by spaces.</summary>
    Choices,
    /// <summary><c>yes</c> or <c>no</c>.</summary>
    Flag,
    /// <summary>Country code or set of countries, for example <c>EU27+NO</c> or <c>WORLD except EU27</c>.</summary>
    Countries,
}

/// <summary>One column of one table.</summary>
/// <param name="Name">Column name, lower case with underscores.</param>
/// <param name="Type">What a cell may hold.</param>
/// <param name="Description">What it means, in one sentence.</param>
/// <param name="Example">A cell that is right.</param>
public sealed record FieldSpec(string Name, FieldType Type, string Description, string Example)
{
    /// <summary>True when a blank cell is an error.</summary>
    public bool Required { get; init; }

    /// <summary>Fixed unit of the numbers (days, months, %, EUR ...), or null where another column or the item gives it.</summary>
    public string? Unit { get; init; }

    /// <summary>Allowed words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Tables a reference may point to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>True when zero is allowed in a quantity. Negative quantities never are.</summary>
    public bool MayBeZero { get; init; } = true;

    /// <summary>Largest value that makes sense, or null.</summary>
    public double? Highest { get; init; }

    /// <summary>True for a number that may also be an interval <c>a..b</c>, <c>a..</c> or <c>..b</c>, or blank for unknown; its ends may be negative.</summary>
    public bool MayBeInterval { get; init; }
}

/// <summary>One table of a network package.</summary>
/// <param name="Name">Table and file name.</param>
/// <param name="Description">What a row is.</param>
/// <param name="Key">Columns that tell rows apart.</param>
/// <param name="Fields">Columns in order.</param>
public sealed record TableSpec(string Name, string Description, IReadOnlyList<string> Key, IReadOnlyList<FieldSpec> Fields)
{
    readonly Dictionary<string, int> _byName = Fields.Select((f, i) => (f.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);

    /// <summary>Index of a column.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public int IndexOf(string field) => _byName[field];

    /// <summary>Index of a column, or -1.</summary>
    public int Find(string field) => _byName.GetValueOrDefault(field, -1);

    /// <summary>True when the table has an <c>id</c> column.</summary>
    public bool HasId => Fields[0].Type == FieldType.Id;
}

/// <summary>The one list of tables and columns: it drives reading, writing, validation, templates, forms and the reference page.</summary>
/// <remarks>Versioned: later versions add tables and columns, never change meanings; older packages still load.</remarks>
public static partial class FieldCatalog
{
    /// <summary>Version of the catalogue, written into every package.</summary>
    public const string Version = "1";

    /// <summary>A table by its name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such table.</exception>
    public static TableSpec Table(string name) => ByName[name];

    /// <summary>A table by its name, or null.</summary>
    public static TableSpec? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The four verbs.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["develop", "produce", "use", "export"];

    /// <summary>Where a figure comes from, strongest first.</summary>
    public static IReadOnlyList<string> Bases { get; } = ["observed", "declared", "estimated", "assumed", "synthetic"];

    /// <summary>Status of a row, most certain first.</summary>
    public static IReadOnlyList<string> Statuses { get; } = ["running", "funded", "announced"];

    /// <summary>Markings, most open first (TLP 2.0, and company-confidential as the strictest).</summary>
    public static IReadOnlyList<string> Markings { get; } = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED", "company-confidential"];

    /// <summary>Ways to move goods.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["road", "rail", "sea", "inland-water", "air"];

    /// <summary>Classes of dangerous goods, alike for road, rail and sea.</summary>
    public static IReadOnlyList<string> Hazards { get; } = ["none", "1", "2", "3", "4.1", "4.2", "4.3", "5.1", "5.2", "6.1", "6.2", "7", "8", "9"];

    // Below the word lists: static members are set in the order in which they stand, and the tables use the lists.
    /// <summary>All tables in catalogue order.</summary>
    public static IReadOnlyList<TableSpec> Tables { get; } = Build();

    static readonly Dictionary<string, TableSpec> ByName = Tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
}
