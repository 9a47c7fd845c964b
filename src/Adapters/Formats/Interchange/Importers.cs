using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Interchange;

/// <summary>All importers, and the way in: the format is told by content and name, or by the user.</summary>
public static class Importers
{
    /// <summary>All importers; of two that recognise a file the first is taken.</summary>
    public static IReadOnlyList<IImporter> All { get; } = 
    [
        new Owners.BodsImporter(), new CycloneDx.CycloneDxImporter(), new Owners.FollowTheMoneyImporter(), new Geo.GeoJsonImporter(), new Owners.GleifImporter(), new Graphs.GraphMlImporter(), new WorldTables.WorldTablesImporter(),
        new NoticeImporter(), new Trade.TradeImporter(),
    ];

    /// <summary>An importer by its key, or null.</summary>
    public static IImporter? Find(string key) => All.FirstOrDefault(i => i.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The importer whose format the first file has, or null.</summary>
    public static IImporter? Of(IReadOnlyList<ImportFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return files.Count == 0 ? null : All.FirstOrDefault(i => files.Any(i.Recognizes));
    }

    /// <summary>The files that a path names: one, or those of a folder by name.</summary>
    /// <param name="path">File or folder.</param>
    /// <param name="findings">Says what cannot be read.</param>
    /// <returns>The files; none where they cannot be read.</returns>
    public static IReadOnlyList<ImportFile> Files(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(findings);
        var place = new Place(Path.GetFileName(path));
        try
        {
            if (Directory.Exists(path)) return [.. Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Take(1000).Select(f => new ImportFile(Path.GetFileName(f), () => File.OpenRead(f)))];
            return [new ImportFile(Path.GetFileName(path), () => File.OpenRead(path))];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            findings.Add(new("E-FILE-05", Severity.Error, place));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new("E-FILE-04", Severity.Error, place, e.Message));
        }
        return [];
    }

    /// <summary>Reads files into a package.</summary>
    /// <param name="importer">Importer.</param>
    /// <param name="files">Files in order; later ones bring updates.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <param name="limits">How much may be read; null takes the defaults.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <returns>The package, or null where a finding is an error.</returns>
    public static Package? Load(IImporter importer, IReadOnlyList<ImportFile> files, ICollection<Finding> findings, ImportLimits? limits = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(importer);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(findings);
        var draft = new ImportDraft(importer.Key, limits ?? ImportLimits.Default, stop);
        var name = files.FirstOrDefault(importer.Recognizes)?.Name ?? (files.Count > 0 ? files[0].Name : importer.Key);
        Package? package = null;
        try
        {
            importer.Read(files, draft);
            package = draft.Finish(name);
        }
        catch (ReadLimitException e)
        {
            draft.Error(e.Code, new(name), e.Values);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            draft.Error("E-FILE-04", new(name), e.Message);
        }
        if (package is not null && !package.Tables.Any() && !draft.Findings.HasErrors) draft.Error("E-IMPORT-06", new(name));
        foreach (var finding in draft.Findings.Sorted()) findings.Add(finding);
        return draft.Findings.HasErrors ? null : package;
    }
}
