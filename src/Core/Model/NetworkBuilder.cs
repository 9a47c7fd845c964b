namespace Vauban.Core.Model;

/// <summary>Turns a package into a network: the only way in.</summary>
public static class NetworkBuilder
{
    /// <summary>Checks every cell and row and builds the network. Reads to the end; never throws for what the data says.</summary>
    /// <param name="package">The package as read.</param>
    /// <param name="findings">What was found, added to; in one order.</param>
    /// <returns>The network, or null where a finding is an error.</returns>
    public static Network? Build(Package package, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        var found = new FindingCollection();
        PackageCheck.Run(package, NothingUnread, found);
        Network? network = null;
        if (!found.HasErrors)
        {
            network = new Network(package, RowReader.Read(package));
            foreach (var rule in Rules.RuleBook.All) rule.Check(network, found);
            if (found.HasErrors) network = null;
        }
        foreach (var finding in found.Sorted()) findings.Add(finding);
        return network;
    }

    static readonly HashSet<string> NothingUnread = [];

    /// <summary>Checks keys, required cells and references of a package that does not load for other reasons, so that all problems are listed at once.</summary>
    /// <param name="package">The package as far as it was read.</param>
    /// <param name="unread">Tables that could not be read; references into them are not judged.</param>
    /// <param name="findings">What was found, added to.</param>
    public static void CheckRows(Package package, IReadOnlySet<string> unread, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(package);
        PackageCheck.Run(package, unread, findings);
    }

    /// <summary>The rows that count on a day and from a status, with indices made anew where rows fall away.</summary>
    internal static NetworkRows Filter(NetworkRows rows, DateOnly? date, int status)
    {
        var lines = rows.Lines.Where(l => Counts(l.Start, l.End, date) && l.Status <= status).ToArray();
        var lineIndex = new int[rows.Lines.Length];
        Array.Fill(lineIndex, -1);
        for (var i = 0; i < lines.Length; i++) lineIndex[lines[i].Index] = i;
        int At(int old) => old < 0 ? -1 : lineIndex[old];
        return rows with
        {
            Ownerships = [.. rows.Ownerships.Where(o => Counts(o.Start, o.End, date))],
            Lines = [.. lines.Select((l, i) => l with { Index = i })],
            Totals = [.. rows.Totals.Where(t => (t.Date is null || date is null || t.Date <= date) && t.Status <= status)
                .GroupBy(t => (t.Item, t.Area)).Select(g => g.OrderBy(t => t.Date ?? DateOnly.MinValue).ThenByDescending(t => t.Status).ThenBy(t => t.Index).Last())
                .OrderBy(t => t.Index).Select((t, i) => t with { Index = i })],
            Recipes = [.. rows.Recipes.Where(r => r.IsQualified && Counts(r.Start, r.End, date) && (r.Line < 0 || lineIndex[r.Line] >= 0)).Select((r, i) => r with { Index = i, Line = At(r.Line) })],
            Links = [.. rows.Links.Where(l => lineIndex[l.Supplier] >= 0 && lineIndex[l.Customer] >= 0)
                .Select((l, i) => l with { Index = i, Supplier = At(l.Supplier), Customer = At(l.Customer) })],
            Stocks = [.. rows.Stocks.Where(s => s.HolderLine < 0 || lineIndex[s.HolderLine] >= 0).Select((s, i) => s with { Index = i, HolderLine = At(s.HolderLine) })],
            Expansions = [.. rows.Expansions.Where(e => e.Line < 0 || lineIndex[e.Line] >= 0).Select((e, i) => e with { Index = i, Line = At(e.Line) })],
            Goals = [.. rows.Goals.Where(g => Counts(g.Start, g.End, date)).Select((g, i) => g with { Index = i })],
            Restrictions = [.. rows.Restrictions.Where(r => Counts(r.Start, r.End, date) && r.Status is "" or "in-force" && (r.TargetLine < 0 || lineIndex[r.TargetLine] >= 0))
                .Select((r, i) => r with { Index = i, TargetLine = At(r.TargetLine) })],
        };
    }

    internal static bool Counts(DateOnly? start, DateOnly? end, DateOnly? date) => date is null || ((start is null || start <= date) && (end is null || date <= end));
}
