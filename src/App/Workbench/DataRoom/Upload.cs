using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Flat;
using Vauban.Adapters.Formats.Interchange;
using Vauban.Adapters.Formats.Notices;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Workbench.DataRoom;

/// <summary>A file as it was sent.</summary>
/// <param name="Name">Name without folders.</param>
/// <param name="Bytes">Content.</param>
sealed record SentFile(string Name, byte[] Bytes);

/// <summary>What the sender says of his files.</summary>
sealed record UploadOptions
{
    /// <summary>package, sheet, notices, foreign, or empty: XML and JSON of other programs and procurement notices are told by what they begin with, a single file that names no table of the catalogue is a flat sheet, all else a package.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What is needed, in the form of <c>vauban start --goal</c>; of a flat sheet only.</summary>
    public IReadOnlyList<string> Goals { get; init; } = [];

    /// <summary>Package that notices and files of other programs are added to; null for none.</summary>
    public Package? Into { get; init; }

    /// <summary>Marking of all rows of a flat sheet.</summary>
    public string Marking { get; init; } = new FlatOptions().Marking;
}

/// <summary>What became of files that were sent.</summary>
/// <param name="Network">The network, or null where a finding is an error.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Sheet">What became of a flat sheet; null for a package.</param>
sealed record Upload(Network? Network, IReadOnlyList<Finding> Findings, FlatResult? Sheet = null)
{
    // A server reads for many at once: less than the command line takes for one.
    static readonly ReadLimits Limits = new() { Bytes = 256L << 20, Rows = 500_000, Cells = 20_000_000, Entries = 200 };

    static readonly ImportLimits ForeignLimits = new() { Bytes = 256L << 20, Rows = 500_000, AllNoteChars = 8 << 20, Time = TimeSpan.FromMinutes(1.5) };

    /// <summary>Reads what was sent.</summary>
    public static Upload Of(IReadOnlyList<SentFile> files, UploadOptions options)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Kind == "foreign" || options.Kind.Length == 0 && !files.Any(HoldsTable) && ImporterOf(files) is { } found && found is not NoticeImporter && !Sent(files).Any(f => f.IsCsv)) return OfForeign(files, options);
        if (options.Kind == "notices" || options.Kind.Length == 0 && files.All(HoldsNotices)) return OfNotices(files, options);
        return options.Kind == "sheet" || options.Kind != "package" && files is [var only] && !HoldsTable(only) ? OfSheet(files[0], options) : OfPackage(files);
    }

    static bool HoldsTable(SentFile file)
    {
        using var stream = new MemoryStream(file.Bytes, false);
        return PackageReader.HoldsTable(file.Name, stream);
    }

    /// <summary>Reads a package: a ZIP, a workbook, or its CSV files with the descriptor.</summary>
    public static Upload OfPackage(IReadOnlyList<SentFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var findings = new List<Finding>();
        if (files is [var only] && !IsTable(only.Name))
        {
            using var stream = new MemoryStream(only.Bytes, false);
            return new(PackageReader.LoadNetwork(only.Name, stream, findings, Limits), findings);
        }
        // A package of files bears the name that its descriptor gives it; without one, that of the first file would mislead.
        var all = files.GroupBy(f => f.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Bytes, StringComparer.Ordinal);
        return new(PackageReader.LoadNetwork("package", all, findings, Limits), findings);
    }

    // eForms are XML, and nothing else that is sent is; Open Contracting releases are JSON of a name of their own.
    static bool HoldsNotices(SentFile file) => file.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads procurement notices and adds what they say to the package there is: what waits as a draft is both together.</summary>
    static Upload OfNotices(IReadOnlyList<SentFile> files, UploadOptions options)
    {
        var (notices, findings) = (new List<Notice>(), new List<Finding>());
        foreach (var file in files)
        {
            using var stream = new MemoryStream(file.Bytes, false);
            NoticeFiles.Read(stream, new(file.Name), notices, findings);
        }
        if (notices.Count == 0) return new(null, findings);
        var said = NoticePackage.Of(notices, "notices", findings);
        var found = new List<Finding>();
        var network = NetworkBuilder.Build(options.Into is { } package ? NoticePackage.Into(package, said) : said, found);
        // A notice that could not be read is no reason to leave the others out: it is told, and the draft is looked at before it counts.
        return new(network, [.. findings.Select(f => f.Severity == Severity.Error ? f with { Severity = Severity.Warning } : f), .. found]);
    }

    static ImportFile[] Sent(IReadOnlyList<SentFile> files) => [.. files.Select(f => new ImportFile(f.Name, () => new MemoryStream(f.Bytes, false)))];

    static IImporter? ImporterOf(IReadOnlyList<SentFile> files) => Importers.Of(Sent(files));

    /// <summary>Reads files of other programs and adds what they say to the package there is: what waits as a draft is both together.</summary>
    static Upload OfForeign(IReadOnlyList<SentFile> files, UploadOptions options)
    {
        var findings = new List<Finding>();
        if (ImporterOf(files) is not { } importer)
        {
            findings.Add(new("E-IMPORT-01", Severity.Error, new(files[0].Name), string.Join(", ", Importers.All.Select(i => i.Key))));
            return new(null, findings);
        }
        if (Importers.Load(importer, Sent(files), findings, ForeignLimits) is not { } said) return new(null, findings);
        return new(NetworkBuilder.Build(options.Into is { } package ? NoticePackage.Into(package, said) : said, findings), findings);
    }

    static Upload OfSheet(SentFile file, UploadOptions options)
    {
        var findings = new List<Finding>();
        using var stream = new MemoryStream(file.Bytes, false);
        var sheet = FlatImporter.Load(file.Name, stream, new FlatOptions { Goals = options.Goals, Marking = options.Marking }, findings);
        var network = sheet.Package is null ? null : NetworkBuilder.Build(sheet.Package, findings);
        // What the checks of a package would say about a missing goal, the sheet has said already in its own words.
        findings.RemoveAll(f => f.Code == "W-GOAL-01");
        return new(network, findings, sheet);
    }

    static bool IsTable(string name) => name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
}
