using System.Globalization;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Firms;

/// <summary>Where the files of a firm network are.</summary>
public sealed record FirmPaths
{
    /// <summary>CSV or Parquet of who sells how much to whom: supplier (or from), customer (or to), amount.</summary>
    public required string Links { get; init; }

    /// <summary>CSV or Parquet of the firms: firm (or id, node), sector (or industry).</summary>
    public required string Firms { get; init; }

    /// <summary>CSV or Parquet of how badly sectors need each other: supplier_sector, customer_sector, class (essential, non-essential, negligible); * is any sector. Null where nobody said.</summary>
    public string? Classes { get; init; }

    /// <summary>Heading of the column of <see cref="Firms"/> that says what the loss of a firm weighs; its sales where null.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Class of pairs that no row of <see cref="Classes"/> speaks of.</summary>
    public InputClass DefaultClass { get; init; } = InputClass.NonEssential;

    /// <summary>Opens a file by its path. Default: of the file system.</summary>
    public Func<string, Stream> Open { get; init; } = File.OpenRead;

    /// <summary>How much is read; what an own machine takes where null.</summary>
    public ReadLimits? Limits { get; init; }
}

/// <summary>Reads a network of firms from plain lists, as they come from value-added tax records, payment data or input-output tables.</summary>
public static class FirmFiles
{
    static readonly string[] Lists = [".csv", ".txt", ".tsv"];

    static readonly ReadLimits Limits = new() { Bytes = 16L << 30, Rows = CascadeInput.MostLinks, Cells = 4L * CascadeInput.MostLinks, CellChars = 4096, RowChars = 1 << 16 };

    /// <summary>True where a path names a list of firms or links (CSV or Parquet) and not a package.</summary>
    public static bool IsList(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ParquetColumns.IsNamed(path) || Lists.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Words of the classes in files, in the order of <see cref="InputClass"/>.</summary>
    public static IReadOnlyList<string> ClassWords { get; } = ["negligible", "non-essential", "essential"];

    /// <summary>Reads the files. Null where they have errors.</summary>
    /// <param name="paths">Files.</param>
    /// <param name="findings">What was found, added to.</param>
    public static CascadeInput? Load(FirmPaths paths, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(findings);
        var state = new ReadState(Path.GetFileName(paths.Links), paths.Limits ?? Limits);
        var reading = new Reading(state, paths.Open);
        var isWhole = reading.ReadFirms(paths) && reading.ReadLinks(paths) && (paths.Classes is null || reading.ReadClasses(paths.Classes));
        foreach (var finding in state.Findings.Sorted()) findings.Add(finding);
        return isWhole && !state.Findings.HasErrors ? reading.Input(paths) : null;
    }

    /// <summary>Reads shocks from a CSV file: scenario, firm, left (0 to 1, what is left of its output). Null where it has errors.</summary>
    /// <param name="path">File.</param>
    /// <param name="network">Network whose firms it names.</param>
    /// <param name="findings">What was found, added to.</param>
    /// <param name="open">Opens the file; of the file system where null.</param>
    public static IReadOnlyList<CascadeShock>? LoadShocks(string path, CascadeNetwork network, ICollection<Finding> findings, Func<string, Stream>? open = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(findings);
        var state = new ReadState(Path.GetFileName(path), Limits);
        var table = new FirmTable(path, state, open ?? File.OpenRead);
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < network.Firms.Count; i++) ids[network.Firms[i]] = i;
        var shocks = new List<(string Name, List<(int, double)> Left)>();
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<(int Shock, int Firm)>();
        var isWhole = table.Read(["scenario", "firm", "left"], (cells, row) =>
        {
            if (!ids.TryGetValue(cells[1], out var firm))
            {
                table.Error("E-CASC-01", row, cells[1]);
                return;
            }
            if (table.Number(cells[2], row, "left") is not { } left) return;
            if (left > 1)
            {
                table.Error("E-CASC-05", row, cells[2]);
                return;
            }
            if (!byName.TryGetValue(cells[0], out var at))
            {
                byName[cells[0]] = at = shocks.Count;
                shocks.Add((cells[0], []));
            }
            if (!seen.Add((at, firm))) table.Error("E-CASC-07", row, cells[1], cells[0]);
            shocks[at].Left.Add((firm, left));
        });
        foreach (var finding in state.Findings.Sorted()) findings.Add(finding);
        return isWhole && !state.Findings.HasErrors ? [.. shocks.Select(s => new CascadeShock(s.Name, s.Left))] : null;
    }

    sealed class Reading(ReadState state, Func<string, Stream> open)
    {
        readonly Dictionary<string, int> _firms = new(StringComparer.Ordinal), _sectors = new(StringComparer.Ordinal);
        readonly List<string> _ids = [], _sectorNames = [];
        readonly List<int> _sectorOf = [];
        readonly List<double> _weights = [];
        readonly List<CascadeLink> _links = [];
        readonly Dictionary<(int Supplier, int Customer), InputClass> _classes = [];

        public bool ReadFirms(FirmPaths paths)
        {
            var table = new FirmTable(paths.Firms, state, open);
            string[] columns = paths.WeightColumn is { } weight ? ["firm", "sector", "weight=" + weight] : ["firm", "sector"];
            return table.Read(columns, (cells, row) =>
            {
                if (cells[0].Length == 0 || !_firms.TryAdd(cells[0], _ids.Count))
                {
                    table.Error("E-CASC-04", row, cells[0]);
                    return;
                }
                if (_ids.Count >= CascadeInput.MostFirms) throw new ReadLimitException("E-SIZE-02", CascadeInput.MostFirms.ToString(CultureInfo.InvariantCulture));
                // Firms without a sector are no market of one another.
                if (cells[1].Length == 0) table.Error("E-CELL-01", row, "sector");
                _ids.Add(cells[0]);
                if (!_sectors.TryGetValue(cells[1], out var sector))
                {
                    _sectors[cells[1]] = sector = _sectorNames.Count;
                    _sectorNames.Add(cells[1]);
                }
                _sectorOf.Add(sector);
                if (columns.Length == 3) _weights.Add(table.Number(cells[2], row, paths.WeightColumn!) ?? 0);
            });
        }

        public bool ReadLinks(FirmPaths paths)
        {
            var (table, empty) = (new FirmTable(paths.Links, state, open), 0);
            var isWhole = table.Read(["supplier", "customer", "amount"], (cells, row) =>
            {
                if (!_firms.TryGetValue(cells[0], out var supplier)) table.Error("E-CASC-01", row, cells[0]);
                if (!_firms.TryGetValue(cells[1], out var customer)) table.Error("E-CASC-01", row, cells[1]);
                if (table.Number(cells[2], row, "amount") is not { } amount) return;
                if (amount > 0) _links.Add(new(supplier, customer, amount));
                else empty++;
            });
            if (empty > 0) table.Note("N-CASC-01", empty.ToString(CultureInfo.InvariantCulture));
            return isWhole;
        }

        public bool ReadClasses(string path)
        {
            var table = new FirmTable(path, state, open);
            return table.Read(["supplier_sector", "customer_sector", "class"], (cells, row) =>
            {
                var word = ClassWords.ToList().IndexOf(cells[2].ToLowerInvariant());
                if (word < 0)
                {
                    table.Error("E-CASC-06", row, cells[2], string.Join(", ", ClassWords));
                    return;
                }
                if (Sector(table, cells[0], row) is { } supplier && Sector(table, cells[1], row) is { } customer) _classes[(supplier, customer)] = (InputClass)word;
            });
        }

        // Any sector is -1.
        int? Sector(FirmTable table, string name, int row)
        {
            if (name == "*") return -1;
            if (_sectors.TryGetValue(name, out var sector)) return sector;
            table.Warn("W-CASC-04", row, name);
            return null;
        }

        public CascadeInput Input(FirmPaths paths) => new()
        {
            Firms = _ids, Sectors = _sectorNames, SectorOf = _sectorOf, Links = _links, Weights = paths.WeightColumn is null ? null : _weights, DefaultClass = paths.DefaultClass, ClassOf = ClassOf,
        };

        // What is said of two sectors goes before what is said of one and any other.
        InputClass? ClassOf(int supplier, int customer)
        {
            foreach (var pair in new[] { (supplier, customer), (supplier, -1), (-1, customer), (-1, -1) })
                if (_classes.TryGetValue(pair, out var said)) return said;
            return null;
        }
    }
}
