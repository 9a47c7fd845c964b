using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Survey;

namespace Vauban.Core.Studies;

/// <summary>Keeps results of engines from resting on sealed answers of too few: what a survey's answers say reaches an engine as a sum over enough independent groups, or not at all.</summary>
/// <remarks>Rows of a source whose address is <c>survey:NAME/VERSION/LEAST</c> are sealed. The lines of one item in one country become one line with the sum of their capacities where
/// enough groups stand behind it, none has too much of it, and nothing else in the package speaks of one of them; all others read as unknown. So a binding line, its dual, a rung,
/// a proof or a map that an engine gives can be the sum's or the unknown's, never one company's (design section 8).</remarks>
public static class SealedStudy
{
    static readonly string[] Tables = ["lines", "expansions", "stocks"];

    /// <summary>The network that engines may calculate with; the same where nothing in it is sealed.</summary>
    /// <param name="network">Network with all rows.</param>
    /// <param name="findings">How many rows are withheld and how many are summed; added to.</param>
    public static Network View(Network network, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(findings);
        var least = 0;
        var @sealed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in network.Sources)
            if (source.Url.StartsWith("survey:", StringComparison.Ordinal) && !source.Url.EndsWith("/released", StringComparison.Ordinal))
            {
                @sealed.Add(source.Id);
                // An address that does not say how many asks for the usual number, never for fewer than three.
                least = Math.Max(least, int.TryParse(source.Url[(source.Url.LastIndexOf('/') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 3 ? n : new SurveyRules().LeastContributors);
            }
        return @sealed.Count == 0 ? network : new Control(network, @sealed, least).View(findings);
    }

    sealed class Control(Network network, HashSet<string> @sealed, int least)
    {
        public Network View(ICollection<Finding> findings)
        {
            var package = network.Package;
            var (sums, summed) = Sums();
            var withheld = 0;
            foreach (var name in Tables)
            {
                var table = package[name];
                var rows = new List<Row>();
                foreach (var row in table.Rows)
                {
                    if (!IsSealed(table, row)) rows.Add(row);
                    else if (name == "lines" && summed.Contains(row.Cells[0])) continue;
                    else
                    {
                        withheld++;
                        rows.Add(row with { Cells = [.. row.Cells.Select((c, i) => table.Spec.Fields[i].Type == FieldType.Quantity ? "" : c)] });
                    }
                }
                if (name == "lines") rows.AddRange(sums);
                if (table.Rows.Count > 0) package = package.With(new(table.Spec, rows));
            }
            if (withheld == 0 && summed.Count == 0) return network;
            var seen = NetworkBuilder.Build(package, new List<Finding>()) ?? throw new InvalidOperationException("A package with sealed answers does not load without them.");
            findings.Add(new("W-SURVEY-50", Severity.Warning, new Place(), Text(withheld), Text(least), Text(summed.Count)));
            return seen;
        }

        bool IsSealed(Table table, Row row) => table.Cell(row, "source").Split(' ').Any(@sealed.Contains);

        (List<Row> Sums, HashSet<string> Summed) Sums()
        {
            var lines = network.Package["lines"];
            var ids = lines.Rows.Where(r => IsSealed(lines, r)).Select(r => r.Cells[0]).ToHashSet(StringComparer.Ordinal);
            var spoken = Spoken(ids);
            var groups = new OwnerGroups(network);
            var parts = network.Lines.Where(l => ids.Contains(l.Id)).Select(l => (Line: l, Group: groups.Of(l) ?? "")).ToArray();
            var round = new SurveyRound
            {
                Survey = "sealed", Period = "", Questions = [], Breakdowns = [], Answers = [], Contributors = [.. parts.Where(p => p.Group.Length > 0).Select(p => new SurveyContributor(p.Line.Id, p.Group))],
            };
            var (rows, summed) = (new List<Row>(), new HashSet<string>(StringComparer.Ordinal));
            foreach (var cell in parts.GroupBy(p => (p.Line.Item, Country: p.Line.Country.ToString())).OrderBy(g => network.Items[g.Key.Item].Id, StringComparer.Ordinal).ThenBy(g => g.Key.Country, StringComparer.Ordinal))
            {
                Line[] all = [.. cell.Select(p => p.Line)];
                if (cell.Key.Country.Length == 0 || all.Any(l => spoken.Contains(l.Id) || l.IsShareOfNeed || !l.Capacity.IsKnown || l.Start is not null || l.End is not null || l.Status != all[0].Status)) continue;
                if (!SurveyFigure.Of(all.Select(l => l.Id), round, new() { LeastContributors = least }).IsShown) continue;
                double[] sizes = [.. cell.GroupBy(p => p.Group).Select(g => g.Sum(p => p.Line.Capacity.Central))];
                if (new ContributionRule { LeastContributors = least }.Judge(sizes) != Sensitivity.None) continue;
                summed.UnionWith(all.Select(l => l.Id));
                rows.Add(Sum(lines.Spec, all, cell.Key.Country));
            }
            return (rows, summed);
        }

        // Lines that other rows than sealed ones speak of: a sum could not stand in their place.
        HashSet<string> Spoken(HashSet<string> ids)
        {
            var spoken = new HashSet<string>(StringComparer.Ordinal);
            foreach (var table in network.Package.Tables)
                foreach (var row in table.Rows)
                    for (var i = 0; i < row.Cells.Length; i++)
                        if (ids.Contains(row.Cells[i]) && !(table.Spec.Name == "lines" && i == 0) && table.Spec.Fields[i].Type is FieldType.Reference) spoken.Add(row.Cells[i]);
            return spoken;
        }

        Row Sum(TableSpec spec, Line[] lines, string country)
        {
            var cells = new string[spec.Fields.Count];
            Array.Fill(cells, "");
            var item = network.Items[lines[0].Item];
            var id = $"sealed-{item.Id}-{string.Concat(country.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'))}";
            while (network.Lines.Any(l => l.Id == id)) id += "-sum";
            void Put(string field, string value) => cells[spec.IndexOf(field)] = value;
            Put("id", id);
            Put("item", item.Id);
            Put("country", country);
            Put("capacity", Quantity.Between(lines.Sum(l => l.Capacity.Low), lines.Sum(l => l.Capacity.High)).ToString());
            Put("capacity_unit", item.Unit.Text + "/month");
            Put("source", string.Join(' ', lines.SelectMany(l => l.From.Sources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
            Put("basis", lines.All(l => l.From.Basis == "declared") ? "declared" : "estimated");
            Put("marking", Clearance.Strictest(lines.Select(l => l.From.Marking)));
            if (lines[0].Status >= 0 && lines[0].Status < FieldCatalog.Statuses.Count) Put("status", FieldCatalog.Statuses[lines[0].Status]);
            return new(cells, new Place("lines", Id: id));
        }

        static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
