using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Firms;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Disruption;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cascade;

/// <summary>A network of firms as it was read.</summary>
/// <param name="Network">The network.</param>
/// <param name="Makers">Firms whose failure is a question; null for all.</param>
/// <param name="Package">The package it was read from; null for files.</param>
sealed record CascadeFirms(CascadeNetwork Network, IReadOnlyList<int>? Makers, CascadePackage? Package);

/// <summary>What a cascade is asked about: the firms of the package, or a network of firms in files of the workspace, and the settings of the command.</summary>
sealed class CascadeQuestion
{
    // A server reads for many at once: less than the command line takes for one.
    static readonly ReadLimits Limits = new() { Bytes = 512L << 20, Rows = 4_000_000, Cells = 20_000_000, CellChars = 4096, RowChars = 1 << 16 };

    readonly JobFiles _files;
    readonly DataFile? _links, _firms, _classes;
    readonly Network _package;
    readonly IReadOnlyList<Finding> _findings;
    readonly CascadePackageOptions _asked = new();
    readonly string? _weight;
    readonly InputClass _default;

    CascadeQuestion(JobQuery query, JobFiles files, Network package, IReadOnlyList<Finding> findings, Texts texts)
    {
        (_files, _package, _findings) = (files, package, findings);
        (_links, _firms) = (files.Named(query, "links", texts), files.Named(query, "firms", texts));
        if (_links is null != _firms is null) throw new InputException(texts["workbench.cascade.needs"]);
        _classes = files.Named(query, "classes", texts);
        Shocks = files.Named(query, "shocks", texts);
        _weight = query.One("weight");
        var word = query.One("default-class") ?? FirmFiles.ClassWords[(int)InputClass.NonEssential];
        var fallback = FirmFiles.ClassWords.ToList().IndexOf(word);
        if (fallback < 0) throw new InputException(texts.Format("finding.E-CASC-06", word, string.Join(", ", FirmFiles.ClassWords)));
        _default = (InputClass)fallback;
        Options = new() { Threads = Environment.ProcessorCount, Replaceability = !query.Has("no-replacement"), Tolerance = query.Number("tolerance", double.Epsilon, Math.BitDecrement(1.0), texts["disruption.cascade.tolerance"]) ?? new CascadeOptions().Tolerance };
        Top = (int)(query.Number("top", 1, CascadeCommand.MostTop, texts.Format("disruption.cascade.top", CascadeCommand.MostTop.ToString(CultureInfo.InvariantCulture))) ?? 20);
        Failing = query.All("firm");
        if (_links is not null) return;
        if (_classes is not null || _weight is not null) throw new InputException(texts["disruption.cascade.lists-only"]);
        _asked = Asked(query, package, texts);
    }

    static CascadePackageOptions Asked(JobQuery query, Network package, Texts texts)
    {
        var (verb, word) = (query.One("verb") ?? "produce", query.One("sectors") ?? CascadeCommand.SectorWords[0]);
        if (!FieldCatalog.Verbs.Contains(verb)) throw new InputException(texts.Format("disruption.verb.unknown", verb, string.Join(", ", FieldCatalog.Verbs)));
        if (!package.Goals.Any(g => g.Verb == verb)) throw new InputException(texts.Format("disruption.verb.no-goal", verb));
        var sectors = CascadeCommand.SectorWords.ToList().IndexOf(word);
        if (sectors < 0) throw new InputException(texts["disruption.cascade.sectors"]);
        return new()
        {
            Technologies = query.Technologies(package, texts), Verb = verb, Perimeter = query.Perimeters(texts)[0], At = query.Date("at", texts), Status = query.Status(texts), Sectors = (CascadeSectors)sectors,
        };
    }

    /// <summary>Reads the options of <c>vauban disruption cascade</c>, with files by their hashes; without files it is about the package.</summary>
    /// <param name="query">Options.</param>
    /// <param name="files">Files.</param>
    /// <param name="package">The package as its asker sees it.</param>
    /// <param name="findings">What was found in it.</param>
    /// <param name="texts">Language.</param>
    /// <exception cref="InputException">An option cannot be; the message says why.</exception>
    public static CascadeQuestion Of(JobQuery query, JobFiles files, Network package, IReadOnlyList<Finding> findings, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(package);
        return new(query, files, package, findings, texts);
    }

    /// <summary>Settings.</summary>
    public CascadeOptions Options { get; }

    /// <summary>Firms listed.</summary>
    public int Top { get; }

    /// <summary>Firms that fail together, by id; empty for every firm by itself.</summary>
    public IReadOnlyList<string> Failing { get; }

    /// <summary>Shocks to play; null for none.</summary>
    public DataFile? Shocks { get; }

    /// <summary>The files.</summary>
    public IReadOnlyList<DataFile> Files => [.. new[] { _links, _firms, _classes, Shocks }.OfType<DataFile>()];

    /// <summary>Everything that the network depends on.</summary>
    public string Key => _links is null
        ? string.Join('\n', [_package.Package.Hash, _asked.Verb, Perimeter, _asked.At?.ToString("o", CultureInfo.InvariantCulture), _asked.Status.ToString(CultureInfo.InvariantCulture), _asked.Sectors.ToString(), .. _asked.Technologies])
        : string.Join('\n', _links.Hash, _firms!.Hash, _classes?.Hash, _weight, FirmFiles.ClassWords[(int)_default]);

    string Perimeter => $"{_asked.Perimeter.Name}={string.Join('+', _asked.Perimeter.Members.Codes)}";

    /// <summary>What the answer says it was read from.</summary>
    public CascadeSource Source(CascadeFirms firms)
    {
        ArgumentNullException.ThrowIfNull(firms);
        return new([.. Files.Select(f => new CascadeFile(f.Name, f.Hash))], _weight) { Package = firms.Package };
    }

    /// <summary>Reads the network; null where it has errors.</summary>
    public CascadeFirms? Load(List<Finding> findings, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var package = _links is null ? CascadePackage.Read(_package, _asked, LinearSolvers.Default, stop) : null;
        if (package is not null) findings.AddRange([.. _findings, .. package.Findings]);
        if ((package is null ? FromFiles(findings) : package.Input) is not { } input) return null;
        var network = CascadeNetwork.Build(input);
        findings.AddRange(network.Findings);
        return new(network, package?.Makers, package);
    }

    CascadeInput? FromFiles(List<Finding> findings) => FirmFiles.Load(new()
    {
        Links = PathOf(_links!), Firms = PathOf(_firms!), Classes = _classes is null ? null : PathOf(_classes), WeightColumn = _weight, DefaultClass = _default, Open = Open, Limits = Limits,
    }, findings);

    /// <summary>Reads the shocks; null where they have errors.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public IReadOnlyList<CascadeShock>? LoadShocks(CascadeNetwork network, List<Finding> findings) =>
        FirmFiles.LoadShocks(PathOf(Shocks ?? throw new InvalidOperationException("No shocks are named.")), network, findings, Open);

    /// <summary>The failing firms as one shock; null where one is not in the list, which is a finding.</summary>
    public CascadeShock? Shock(CascadeNetwork network, List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(findings);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < network.Firms.Count; i++) places[network.Firms[i]] = i;
        var before = findings.Count;
        foreach (var id in Failing.Where(f => !places.ContainsKey(f))) findings.Add(new("E-CASC-01", Severity.Error, new Place(), id));
        return findings.Count > before ? null : new(string.Join(" + ", Failing), [.. Failing.Select(f => (places[f], 0.0)).Distinct()]);
    }

    // Two files may have the same name: the kind tells them apart, and findings name the file alone.
    static string PathOf(DataFile file) => $"{file.Kind}/{file.Name}";

    Stream Open(string path) => _files.Open(Files.First(f => PathOf(f) == path));
}
