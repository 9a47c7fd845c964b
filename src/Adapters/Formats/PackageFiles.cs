using Vauban.Core.Model;

namespace Vauban.Adapters.Formats;

/// <summary>One file of a package, wherever it lies.</summary>
/// <param name="Name">File name without folders.</param>
/// <param name="Place">How places name it.</param>
/// <param name="Open">Opens it for reading.</param>
sealed record PackageFile(string Name, string Place, Func<Stream> Open);

/// <summary>Reads a package from a list of files: the descriptor and one CSV file per table.</summary>
static class PackageFiles
{
    public const string Descriptor = "datapackage.json";

    public static Package Read(IReadOnlyList<PackageFile> files, ReadState state)
    {
        var tables = new Dictionary<string, Table>(StringComparer.Ordinal);
        var names = new Dictionary<string, PackageFile>(StringComparer.Ordinal);
        PackageFile? descriptor = null;
        foreach (var file in files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (file.Name.Equals(Descriptor, StringComparison.OrdinalIgnoreCase)) descriptor ??= file;
            if (!file.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) continue;
            var name = file.Name[..^4].ToLowerInvariant();
            if (name.StartsWith("x-", StringComparison.Ordinal)) continue;
            if (FieldCatalog.Find(name) is null)
                state.Error("E-FILE-01", new Place(file.Place), file.Name, Spelling.Nearest(name, FieldCatalog.Tables.Select(t => t.Name)) is { } near ? $"{near}.csv" : "");
            else if (!names.TryAdd(name, file))
                state.Error("E-FILE-02", new Place(file.Place), file.Name, names[name].Name);
        }
        var head = PackageDescriptor.Read(descriptor, state);
        foreach (var spec in FieldCatalog.Tables)
            if (names.TryGetValue(spec.Name, out var file) && ReadTable(spec, file, state) is { } table)
                tables[spec.Name] = table;
        if (names.Count == 0 && descriptor is null && !state.Findings.HasErrors) state.Error("E-FILE-03", new Place(state.Package));
        return new Package(head, tables.Values);
    }

    static Table? ReadTable(TableSpec spec, PackageFile file, ReadState state)
    {
        try
        {
            using var stream = file.Open();
            return CsvTableReader.Read(spec, file.Place, stream, state);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            state.Error("E-FILE-04", new Place(file.Place), e.Message);
            state.Unread.Add(spec.Name);
            return null;
        }
    }
}
