using System.Globalization;
using System.Text;
using Vauban.Core.Model;

namespace Vauban.Adapters.Formats.Flat;

/// <summary>Writes a package as one flat sheet, and says what a sheet cannot hold.</summary>
/// <remarks>Reading the sheet again gives the package that was written, where the package came from a sheet.</remarks>
public static class FlatWriter
{
    static readonly System.Buffers.SearchValues<char> Quoted = System.Buffers.SearchValues.Create(",;\"\n\r\t");

    /// <summary>Writes a sheet as .xlsx or, with any other ending, as CSV.</summary>
    /// <param name="package">The package.</param>
    /// <param name="path">Where to.</param>
    /// <param name="texts">Texts whose language the headings have.</param>
    /// <param name="findings">What was left out, added to.</param>
    /// <exception cref="IOException">The place cannot be written.</exception>
    public static void Write(Package package, string path, Texts.Texts texts, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rows = Rows(package, findings);
        PackageWriter.WriteFile(path, stream =>
        {
            if (path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase)) WriteWorkbook(rows, texts, stream);
            else stream.Write(Csv(rows, texts));
        });
    }

    /// <summary>The sheet as CSV: UTF-8 with a mark where needed, comma, LF.</summary>
    public static byte[] Csv(IReadOnlyList<string[]> rows, Texts.Texts texts)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(texts);
        var text = new StringBuilder();
        foreach (var row in rows.Select(r => r.Select((c, i) => IsFigure(i) ? c : CellEscape.Do(c))).Prepend(Headings(texts)))
            text.AppendJoin(',', row.Select(c => c.AsSpan().IndexOfAny(Quoted) < 0 ? c : $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
        var plain = text.ToString();
        return Ascii.IsValid(plain) ? Encoding.ASCII.GetBytes(plain) : [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(plain)];
    }

    static void WriteWorkbook(IReadOnlyList<string[]> rows, Texts.Texts texts, Stream stream)
    {
        var book = new XlsxWriter();
        var sheet = book.Add("sheet", [30, 30, 14, 30, 12, 16, 14, 20, 16, 12, 24, 30], frozenColumns: 1);
        sheet.Heading([.. Headings(texts)]);
        foreach (var row in rows)
            sheet.Row([.. row.Select((c, i) => (IsFigure(i) ? c : CellEscape.Do(c), IsFigure(i) && Quantity.TryNumber(c, out var value) && Quantity.Text(value) == c))]);
        book.Save(stream);
    }

    static IEnumerable<string> Headings(Texts.Texts texts) => FlatColumns.Names.Select(n => texts["flat.heading." + n]);

    static bool IsFigure(int column) => FlatColumns.Figures.Contains(FlatColumns.Names[column]);

    /// <summary>The rows of the sheet, twelve cells each in the order of the columns, without the heading.</summary>
    /// <param name="package">The package.</param>
    /// <param name="findings">What was left out, added to.</param>
    public static IReadOnlyList<string[]> Rows(Package package, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(findings);
        var writer = new Sheet(package);
        var rows = writer.Write();
        foreach (var finding in writer.LeftOut()) findings.Add(finding);
        return rows;
    }

    /// <summary>A fact that must stand in a row with exactly its sources.</summary>
    sealed record Fact(string Sources, params (string Column, string Text)[] Cells);

    sealed class Sheet
    {
        // What a sheet holds of each table; the rest is counted as left out.
        static readonly Dictionary<string, string[]> Held = new(StringComparer.Ordinal)
        {
            ["items"] = ["id", "name", "unit", "unit_value", "complete", "source"], ["parties"] = ["id", "name", "kind", "country", "control_country", "source"], ["sites"] = ["id"],
            ["lines"] = ["id", "name", "party", "country", "item", "capacity", "capacity_unit", "unit_cost", "lead_time_days", "source"], ["recipes"] = ["item", "input", "quantity", "quantity_unit", "source"],
            ["stocks"] = ["holder", "item", "quantity", "source"], ["technologies"] = ["id", "name", "source"], ["goals"] = ["technology", "verb", "item", "rate", "rate_unit", "source"], ["sources"] = ["id", "title"],
        };

        // Basis and marking are those of the sheet as a whole.
        static readonly string[] Everywhere = ["basis", "marking"];

        readonly Package _package;
        readonly HashSet<Row> _written = new(ReferenceEqualityComparer.Instance);
        readonly Dictionary<string, string> _names, _units, _titles;
        readonly Dictionary<string, Row> _parties, _sites;
        readonly string _owner;

        public Sheet(Package package)
        {
            _package = package;
            _units = package["items"].Rows.ToDictionary(r => r.Cells[0], r => Cell("items", r, "unit"), StringComparer.Ordinal);
            _names = Named("items");
            _titles = package["sources"].Rows.ToDictionary(r => r.Cells[0], r => (Cell("sources", r, "title") is { Length: > 0 } t ? t : r.Cells[0]).Replace(';', ','), StringComparer.Ordinal);
            _parties = package["parties"].Rows.ToDictionary(r => r.Cells[0], StringComparer.Ordinal);
            _sites = package["sites"].Rows.ToDictionary(r => r.Cells[0], StringComparer.Ordinal);
            _owner = Owner();
        }

        string Cell(string table, Row row, string field) => _package[table].Cell(row, field);

        // Two things of one name would become one, so the second bears its id.
        Dictionary<string, string> Named(string table)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            return _package[table].Rows.OrderBy(r => r.Cells[0], StringComparer.Ordinal).ToDictionary(r => r.Cells[0],
                r => One(Cell(table, r, "name")) is { Length: > 0 } name && seen.Add(name) ? name : $"{One(Cell(table, r, "name"))} {r.Cells[0]}".Trim(), StringComparer.Ordinal);
        }

        static string One(string text) => string.Join(' ', text.Split([' ', '\u00A0', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

        string Owner()
        {
            var inputs = _package["recipes"].Rows.Select(r => Cell("recipes", r, "input")).ToHashSet(StringComparer.Ordinal);
            var makers = _package["lines"].Rows.Where(r => !inputs.Contains(Cell("lines", r, "item")) && Cell("lines", r, "note") != FlatPackage.SecondSource).Select(r => Cell("lines", r, "party"))
                .Where(p => p.Length > 0 && Cell("parties", _parties[p], "name").Length > 0).Distinct(StringComparer.Ordinal).ToArray();
            return makers.Length == 1 ? makers[0] : FlatPackage.SheetOwner;
        }

        public List<string[]> Write()
        {
            var rows = new List<string[]>();
            foreach (var item in _package["items"].Rows.OrderBy(r => r.Cells[0], StringComparer.Ordinal).OrderByDescending(r => Goal(r.Cells[0]) is not null)) WriteItem(item, rows);
            return rows;
        }

        Row? Goal(string item) => _package["goals"].Rows.FirstOrDefault(r => Cell("goals", r, "item") == item && Cell("goals", r, "verb") == "produce");

        void WriteItem(Row item, List<string[]> rows)
        {
            var id = item.Cells[0];
            _written.Add(item);
            var uses = _package["recipes"].Rows.Where(r => Cell("recipes", r, "input") == id && Cell("recipes", r, "item").Length > 0 && Cell("recipes", r, "line").Length == 0 && Cell("recipes", r, "group").Length == 0)
                .OrderBy(r => Cell("recipes", r, "item"), StringComparer.Ordinal).DistinctBy(r => Cell("recipes", r, "item")).ToArray();
            var lines = _package["lines"].Rows.Where(r => Cell("lines", r, "item") == id).OrderBy(r => r.Cells[0], StringComparer.Ordinal).ToArray();
            var unit = _units[id];
            var amounts = uses.Where(r => Cell("recipes", r, "quantity").Length > 0).Select(r => Cell("recipes", r, "quantity_unit")).ToArray();
            var hasUnit = FlatReader.ItemOf(_names[id]).Unit.Length > 0;
            var isTold = !hasUnit && (unit == "piece" || (amounts.Length > 0 && amounts.All(u => u == unit)));
            var name = isTold ? _names[id] : $"{_names[id]} [{unit}]";
            var hasOwnPrices = lines.Any(r => Cell("lines", r, "unit_cost").Length > 0);
            List<List<Fact>> columns = [uses.Length > 0 ? [.. uses.Select(Use)] : NeedOf(id), [.. lines.Where(l => !IsSecond(l)).Select(Line)], [.. lines.Where(IsSecond).Select(Second)], StockOf(id)];
            var made = Combine(columns);
            if (made.Count == 0) made.Add(new(""));
            var value = hasOwnPrices ? "" : Cell("items", item, "unit_value");
            // Sources of the item that no other row of it names.
            var missing = Sources("items", item).Split("; ", StringSplitOptions.RemoveEmptyEntries).Except(made.SelectMany(m => m.Sources.Split("; "))).ToArray();
            if (missing.Length > 0) made.Add(new(string.Join("; ", missing)));
            if (Cell("items", item, "complete") == "yes")
            {
                var free = made.FindIndex(m => m.Cells.All(c => c.Column != FlatColumns.Second));
                if (free < 0) made.Add(new("", (FlatColumns.Second, "none")));
                else made[free] = made[free] with { Cells = [.. made[free].Cells, (FlatColumns.Second, "none")] };
            }
            var isPriced = value.Length == 0;
            foreach (var fact in made)
            {
                var cells = new string[FlatColumns.Names.Count];
                Array.Fill(cells, "");
                cells[0] = name;
                cells[^1] = fact.Sources;
                foreach (var (column, text) in fact.Cells) cells[FlatColumns.Spec.IndexOf(column)] = text;
                if (!isPriced) cells[FlatColumns.Spec.IndexOf(FlatColumns.Value)] = value;
                isPriced = true;
                rows.Add(cells);
            }
        }

        // Facts stand in one row where their sources are the same, so that reading gives every fact its own sources again.
        static List<Fact> Combine(List<List<Fact>> columns)
        {
            var made = new List<Fact>();
            foreach (var facts in columns)
            {
                var used = new HashSet<int>();
                foreach (var fact in facts)
                {
                    var at = Enumerable.Range(0, made.Count).FirstOrDefault(i => made[i].Sources == fact.Sources && !used.Contains(i), -1);
                    if (at < 0)
                    {
                        used.Add(made.Count);
                        made.Add(fact);
                        continue;
                    }
                    used.Add(at);
                    made[at] = made[at] with { Cells = [.. made[at].Cells, .. fact.Cells] };
                }
            }
            return made;
        }

        Fact Use(Row row)
        {
            _written.Add(row);
            return new(Sources("recipes", row), (FlatColumns.UsedIn, _names[Cell("recipes", row, "item")]), (FlatColumns.Quantity, Amount(Cell("recipes", row, "quantity"), Cell("recipes", row, "quantity_unit"), _units[Cell("recipes", row, "input")])));
        }

        static string Amount(string figure, string unit, string own) => figure.Length == 0 || (unit.Length == 0 && own == "piece") || unit == "piece" && own == "piece" ? figure : $"{figure} {(unit.Length > 0 ? unit : own)}";

        List<Fact> NeedOf(string item)
        {
            if (Goal(item) is not { } goal) return [];
            _written.Add(goal);
            _written.UnionWith(_package["technologies"].Rows.Where(t => t.Cells[0] == Cell("goals", goal, "technology")));
            return Cell("goals", goal, "basis") == "assumed" ? [] : [new(Sources("goals", goal), (FlatColumns.Quantity, $"{Cell("goals", goal, "rate")} {Cell("goals", goal, "rate_unit")}"))];
        }

        bool IsSecond(Row line) => Cell("lines", line, "note") == FlatPackage.SecondSource && Cell("lines", line, "capacity").Length == 0 && Cell("lines", line, "country").Length == 0 && Cell("lines", line, "lead_time_days").Length == 0;

        Fact Second(Row row)
        {
            _written.Add(row);
            var party = Cell("lines", row, "party");
            return new(Sources("lines", row), (FlatColumns.Second, party.Length == 0 ? "yes" : PartyName(party)));
        }

        string PartyName(string id)
        {
            _written.Add(_parties[id]);
            var name = One(Cell("parties", _parties[id], "name"));
            if (name.Length == 0) return Cell("parties", _parties[id], "kind") == "makers" || id == FlatPackage.SheetOwner ? "" : id;
            return _parties.Values.First(p => One(Cell("parties", p, "name")).Equals(name, StringComparison.OrdinalIgnoreCase)).Cells[0] == id ? name : $"{name} {id}";
        }

        Fact Line(Row row)
        {
            _written.Add(row);
            var item = Cell("lines", row, "item");
            var site = Cell("lines", row, "site") is { Length: > 0 } s ? _sites[s] : null;
            var party = Cell("lines", row, "party") is { Length: > 0 } p ? p : site is null ? "" : Cell("sites", site, "party");
            if (site is not null) _written.Add(site);
            var country = Place(row);
            if (country.Length == 0 && party.Length > 0 && !_package["lines"].Rows.Any(l => Cell("lines", l, "party") == party && Place(l).Length > 0)) country = Cell("parties", _parties[party], "country");
            return new(Sources("lines", row), (FlatColumns.Supplier, party.Length > 0 ? PartyName(party) : ""), (FlatColumns.Country, FlatCells.CountryText(country)),
                (FlatColumns.Owner, party.Length > 0 ? FlatCells.CountryText(Cell("parties", _parties[party], "control_country")) : ""), (FlatColumns.Capacity, Capacity(row, _units[item])),
                (FlatColumns.LeadTime, Cell("lines", row, "lead_time_days")), (FlatColumns.Value, Cell("lines", row, "unit_cost")));
        }

        string Place(Row line) => Cell("lines", line, "site") is { Length: > 0 } site && Cell("sites", _sites[site], "country") is { Length: > 0 } there ? there : Cell("lines", line, "country");

        string Capacity(Row row, string unit)
        {
            var (figure, every) = (Cell("lines", row, "capacity"), Cell("lines", row, "capacity_unit"));
            return figure.Length == 0 || every == "share" ? "" : every == $"{unit}/month" ? figure : $"{figure} {every}";
        }

        List<Fact> StockOf(string item)
        {
            var stock = _package["stocks"].Rows.FirstOrDefault(r => Cell("stocks", r, "item") == item && Cell("stocks", r, "holder") == _owner && Cell("stocks", r, "quantity").Length > 0);
            if (stock is null) return [];
            _written.Add(stock);
            if (_parties.TryGetValue(_owner, out var owner)) _written.Add(owner);
            return [new(Sources("stocks", stock), (FlatColumns.Stock, Cell("stocks", stock, "quantity")))];
        }

        string Sources(string table, Row row)
        {
            var ids = Cell(table, row, "source").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            _written.UnionWith(_package["sources"].Rows.Where(s => ids.Contains(s.Cells[0])));
            return string.Join("; ", ids.Select(i => _titles.GetValueOrDefault(i, i)).Order(StringComparer.Ordinal));
        }

        public IEnumerable<Finding> LeftOut()
        {
            foreach (var table in _package.Tables)
            {
                var spec = table.Spec;
                var rows = table.Rows.Where(r => !_written.Contains(r)).ToArray();
                if (rows.Length > 0) yield return new("W-FLAT-09", Severity.Warning, new Place(spec.Name), rows.Length.ToString(CultureInfo.InvariantCulture), spec.Name);
                if (!Held.TryGetValue(spec.Name, out var held)) continue;
                var written = table.Rows.Where(_written.Contains).ToArray();
                foreach (var field in spec.Fields.Where(f => !held.Contains(f.Name) && !Everywhere.Contains(f.Name)))
                {
                    var cells = written.Count(r => Cell(spec.Name, r, field.Name) is { Length: > 0 } c && c != FlatPackage.SecondSource);
                    if (cells > 0) yield return new("W-FLAT-10", Severity.Warning, new Place(spec.Name, Column: field.Name), cells.ToString(CultureInfo.InvariantCulture), spec.Name, field.Name);
                }
                var shares = spec.Name == "lines" ? written.Count(r => Cell("lines", r, "capacity_unit") == "share") : 0;
                if (shares > 0) yield return new("W-FLAT-10", Severity.Warning, new Place("lines", Column: "capacity"), shares.ToString(CultureInfo.InvariantCulture), "lines", "capacity");
            }
        }
    }
}
