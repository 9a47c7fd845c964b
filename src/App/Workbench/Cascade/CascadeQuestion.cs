using System.Globalization;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Formats.Firms;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Disruption;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Cascade;

/// <summary>What a cascade is asked about: a network of firms in files of the workspace, and the settings of the command.</summary>
sealed class CascadeQuestion
{
    // A server reads for many at once: less than the command line takes for one.
    static readonly ReadLimits Limits = new() { Bytes = 512L << 20, Rows = 4_000_000, Cells = 20_000_000, CellChars = 4096, RowChars = 1 << 16 };

    readonly JobFiles _files;
    readonly DataFile _links, _firms;
    readonly DataFile? _classes;
    readonly string? _weight;
    readonly InputClass _default;

    CascadeQuestion(JobFiles files, DataFile links, DataFile firms, JobQuery query, Texts texts)
    {
        (_files, _links, _firms) = (files, links, firms);
        _classes = files.Named(query, "classes", texts);
        Shocks = files.Named(query, "shocks", texts);
        _weight = query.One("weight");
        var word = query.One("default-class") ?? FirmFiles.ClassWords[(int)InputClass.NonEssential];
        var fallback = FirmFiles.ClassWords.ToList().IndexOf(word);
        if (fallback < 0) throw new InputException(texts.Format("finding.E-CASC-06", word, string.Join(", ", FirmFiles.ClassWords)));
        _default = (InputClass)fallback;
        Options = new() { Replaceability = !query.Has("no-replacement"), Tolerance = query.Number("tolerance", double.Epsilon, Math.BitDecrement(1.0), texts["disruption.cascade.tolerance"]) ?? new CascadeOptions().Tolerance };
        Top = (int)(query.Number("top", 1, CascadeCommand.MostTop, texts.Format("disruption.cascade.top", CascadeCommand.MostTop.ToString(CultureInfo.InvariantCulture))) ?? 20);
        Failing = query.All("firm");
    }

    /// <summary>Reads the options of <c>vauban disruption cascade</c>, with files by their hashes.</summary>
    /// <exception cref="InputException">An option cannot be; the message says why.</exception>
    public static CascadeQuestion Of(JobQuery query, JobFiles files, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(texts);
        if (files.Named(query, "links", texts) is not { } links || files.Named(query, "firms", texts) is not { } firms) throw new InputException(texts["workbench.cascade.needs"]);
        return new(files, links, firms, query, texts);
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
    public string Key => string.Join('\n', _links.Hash, _firms.Hash, _classes?.Hash, _weight, FirmFiles.ClassWords[(int)_default]);

    /// <summary>What the answer says it was read from.</summary>
    public CascadeSource Source => new([.. Files.Select(f => new CascadeFile(f.Name, f.Hash))], _weight);

    /// <summary>Reads the network; null where it has errors.</summary>
    public CascadeNetwork? Load(List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var paths = new FirmPaths { Links = PathOf(_links), Firms = PathOf(_firms), Classes = _classes is null ? null : PathOf(_classes), WeightColumn = _weight, DefaultClass = _default, Open = Open, Limits = Limits };
        if (FirmFiles.Load(paths, findings) is not { } input) return null;
        var network = CascadeNetwork.Build(input);
        findings.AddRange(network.Findings);
        return network;
    }

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
