namespace Vauban.Core.Model;

// Whom a buyer serves first is for himself and for who keeps the data, unless he declared it public.
public sealed partial class PackageView
{
    int _blanked;

    /// <summary>Demands of which only the priority is withheld; they count as withheld.</summary>
    public int WithheldPriorities => _blanked;

    void BlankPriorities()
    {
        if (_clearance.SeesPriorities) return;
        var spec = FieldCatalog.Table("demands");
        var (priority, isPublic, buyer) = (spec.IndexOf("priority"), spec.IndexOf("priority_public"), spec.IndexOf("buyer"));
        // A word that is neither yes nor no declares nothing.
        bool Hides(Row row) => row.Cells[priority].Length > 0 && row.Cells[isPublic] != "yes" && (_clearance.Party is not { Length: > 0 } own || row.Cells[buyer] != own);
        var seen = _seen["demands"];
        _blanked = seen.Count(Hides);
        if (_blanked == 0) return;
        var rows = seen.Select(r => (Row: Hides(r) ? WithCell(r, priority, "") : r, IsBlanked: Hides(r))).ToArray();
        // Demands that only their priority told apart are one demand now.
        _seen["demands"] = [.. rows.GroupBy(r => string.Join('\u001f', spec.Key.Select(k => r.Row.Cells[spec.IndexOf(k)])), StringComparer.Ordinal)
            .SelectMany(g => g.Count() > 1 && g.Any(r => r.IsBlanked) ? [Together(spec, [.. g.Select(r => r.Row)])] : g.Select(r => r.Row))];
    }

    // Amounts of the same time add up; where the times differ, what is wanted is unknown. Whatever else differs is blank.
    static Row Together(TableSpec spec, Row[] rows)
    {
        var (rate, marking) = (spec.IndexOf("rate"), spec.IndexOf("marking"));
        bool IsSame(int at) => rows.All(r => r.Cells[at] == rows[0].Cells[at]);
        string[] cells = [.. Enumerable.Range(0, spec.Fields.Count).Select(i => IsSame(i) ? rows[0].Cells[i] : "")];
        var adds = IsSame(spec.IndexOf("to")) && IsSame(spec.IndexOf("rate_unit"));
        var rates = rows.Select(r => Quantity.TryParse(r.Cells[rate], out var q) ? q : Quantity.Unknown).ToArray();
        cells[rate] = adds && rates.All(q => q.IsKnown && double.IsFinite(q.Low)) ? Quantity.Between(rates.Sum(q => q.Low), rates.Sum(q => q.High)).ToString() : "";
        cells[marking] = IsSame(marking) ? rows[0].Cells[marking] : Clearance.Strictest(rows.Select(r => r.Cells[marking]));
        return rows[0] with { Cells = cells };
    }
}
