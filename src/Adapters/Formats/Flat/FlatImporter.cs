using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>Settings of the import of a flat sheet.</summary>
public sealed record FlatOptions
{
    /// <summary>Sheet of a workbook; null takes the first that has an item column.</summary>
    public string? Sheet { get; init; }

    /// <summary>What is needed of the end products, for example <c>100/month</c> or <c>Pump=100/month</c>. Empty: what the sheet says, else their capacity, else one a month.</summary>
    public IReadOnlyList<string> Goals { get; init; } = [];

    /// <summary>Marking of all rows. Default company-confidential: what a company's sheet holds is its own.</summary>
    public string Marking { get; init; } = "company-confidential";
}

/// <summary>What became of a flat sheet.</summary>
/// <param name="Package">The package, or null where a finding is an error.</param>
/// <param name="Rows">Rows of the sheet with an item.</param>
/// <param name="Headings">The column that each heading was read as.</param>
/// <param name="Unread">Headings that were not read.</param>
/// <param name="AssumedGoals">Items whose goal was not stated but set here.</param>
public sealed record FlatResult(Package? Package, int Rows, IReadOnlyDictionary<string, string> Headings, IReadOnlyList<string> Unread, IReadOnlyList<string> AssumedGoals);

/// <summary>Turns one flat sheet, as a company has it, into a network package.</summary>
/// <remarks>Either a package comes back and no finding is an error, or none comes back and every problem is listed.</remarks>
public static class FlatImporter
{
    /// <summary>Reads a sheet from a .csv or .xlsx file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Settings.</param>
    /// <param name="findings">What was found, added to in one order.</param>
    public static FlatResult Load(string path, FlatOptions options, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        return Load(SheetReader.Load(path, findings, Limits), Path.GetFileName(path), options, findings);
    }

    /// <summary>Reads a sheet from the bytes of a .csv or .xlsx file.</summary>
    /// <param name="name">Name of the file, for places and for the package.</param>
    /// <param name="stream">The bytes; the stream must be able to seek.</param>
    /// <param name="options">Settings.</param>
    /// <param name="findings">What was found, added to in one order.</param>
    public static FlatResult Load(string name, Stream stream, FlatOptions options, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        return Load(SheetReader.Load(name, stream, findings, Limits), Path.GetFileName(name), options, findings);
    }

    // Sheets that are larger than any list of parts that a person keeps; a package may be larger.
    internal static ReadLimits Limits { get; } = new() { Rows = 50_000, Cells = 5_000_000, CellChars = 1 << 15, RowChars = 1 << 20 };

    internal static FlatResult Load(IReadOnlyList<RawSheet>? sheets, string file, FlatOptions options, ICollection<Finding> findings)
    {
        if (sheets is null) return Nothing;
        var found = new FindingCollection();
        var result = Choose(sheets, file, options, found) is { } sheet ? Import(sheet, new Place(file, sheets.Count > 1 ? sheet.Name : null), options, found) : Nothing;
        foreach (var finding in found.Sorted()) findings.Add(finding);
        return result;
    }

    static FlatResult Nothing { get; } = new(null, 0, new Dictionary<string, string>(), [], []);

    static RawSheet? Choose(IReadOnlyList<RawSheet> sheets, string file, FlatOptions options, FindingCollection findings)
    {
        if (options.Sheet is { } name)
        {
            if (sheets.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named) return named;
            findings.Add(new Finding("E-FLAT-17", Severity.Error, new Place(file), name, string.Join(", ", sheets.Select(s => s.Name))));
            return null;
        }
        var chosen = sheets.FirstOrDefault(s => FlatReader.HeadingOf(s) >= 0) ?? sheets.FirstOrDefault(s => s.Rows.Count > 0) ?? new RawSheet("", []);
        foreach (var other in sheets.Where(s => s != chosen && s.Rows.Count > 0)) findings.Add(new Finding("N-FLAT-06", Severity.Note, new Place(file, other.Name), other.Name, chosen.Name));
        return chosen;
    }

    /// <summary>Turns a sheet that was read into a package.</summary>
    internal static FlatResult Import(RawSheet sheet, Place place, FlatOptions options, FindingCollection findings)
    {
        var flat = FlatReader.Read(sheet, place, findings);
        if (flat.Headings.Count == 0) return Nothing;
        if (flat.Rows.Count == 0 && !findings.HasErrors) findings.Add(new Finding("E-FLAT-08", Severity.Error, place));
        var model = FlatModel.From(flat.Rows, options, findings);
        return new(findings.HasErrors ? null : FlatPackage.Make(model, options), flat.Rows.Select(r => r.Place.Row).Distinct().Count(), flat.Headings, flat.Unread, [.. model.Goals.Where(g => g.IsAssumed).Select(g => g.Item.Name)]);
    }
}
