using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>Firms, sectors and links, laid out for cascades. Made once, asked often, by any number of threads.</summary>
public sealed class CascadeNetwork
{
    CascadeNetwork(CascadeInputs inputs, CascadeOutputs outputs) => (Inputs, Outputs) = (inputs, outputs);

    /// <summary>Ids of the firms.</summary>
    public required IReadOnlyList<string> Firms { get; init; }

    /// <summary>Names of the sectors.</summary>
    public required IReadOnlyList<string> Sectors { get; init; }

    /// <summary>Sector of each firm.</summary>
    public IReadOnlyList<int> SectorOf => Sector;

    /// <summary>Links after those between the same two firms were added up.</summary>
    public int LinkCount { get; init; }

    /// <summary>What each firm sells to other firms: s_i, the sum of its links.</summary>
    public IReadOnlyList<double> Sales => SalesOf;

    /// <summary>What each firm buys from other firms.</summary>
    public IReadOnlyList<double> Purchases => PurchasesOf;

    /// <summary>What the loss of each firm weighs; its sales where the input gave no weights.</summary>
    public IReadOnlyList<double> Weights => WeightOf;

    /// <summary>Sum of the weights.</summary>
    public double TotalWeight { get; init; }

    /// <summary>What was found in the input.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    internal int[] Sector { get; init; } = [];

    internal double[] SalesOf { get; init; } = [];

    internal double[] PurchasesOf { get; init; } = [];

    internal double[] WeightOf { get; init; } = [];

    /// <summary>Firms of each sector in ascending order, one sector after the other.</summary>
    internal int[] Members { get; init; } = [];

    internal int[] MemberStart { get; init; } = [];

    /// <summary>Who buys from whom, for losses that run down: per customer its single essential suppliers, then its groups.</summary>
    internal CascadeInputs Inputs { get; }

    /// <summary>Who sells to whom, for losses that run up: per supplier its customers with their part in its sales.</summary>
    internal CascadeOutputs Outputs { get; }

    /// <summary>Lays out an input.</summary>
    /// <exception cref="ArgumentException">The lists do not fit each other, or an index is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are more firms or links than <see cref="CascadeInput.MostFirms"/> and <see cref="CascadeInput.MostLinks"/>.</exception>
    public static CascadeNetwork Build(CascadeInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ThrowIfInvalid(input);
        var n = input.Firms.Count;
        var findings = new List<Finding>();
        var sector = input.SectorOf.ToArray();
        var (start, supplier, amount) = ByCustomer(input, findings);
        var (sales, purchases) = (new double[n], new double[n]);
        for (var j = 0; j < n; j++)
            for (var e = start[j]; e < start[j + 1]; e++)
            {
                sales[supplier[e]] += amount[e];
                purchases[j] += amount[e];
            }
        var weights = input.Weights is { } given ? given.ToArray() : sales;
        var total = 0.0;
        foreach (var weight in weights) total += weight;
        if (!(total > 0)) findings.Add(new("W-CASC-02", Severity.Warning, new Place()));
        var idle = 0;
        for (var i = 0; i < n; i++)
            if (sales[i] == 0) idle++;
        if (idle > 0 && input.Weights is null) findings.Add(new("N-CASC-03", Severity.Note, new Place(), Text(idle), Text(n)));
        TellParts(start, supplier, findings);
        var (memberStart, members) = BySector(sector, input.Sectors.Count);
        var silent = Enumerable.Range(0, input.Sectors.Count).Where(s => s != input.FinalSector && memberStart[s] < memberStart[s + 1] && Array.TrueForAll(members[memberStart[s]..memberStart[s + 1]], i => sales[i] == 0)).ToArray();
        if (silent.Length > 0) findings.Add(new("N-CASC-09", Severity.Note, new Place(), Text(silent.Length), input.Sectors[silent[0]]));
        return new(CascadeInputs.Of(input, sector, start, supplier, amount, purchases, findings), CascadeOutputs.Of(n, start, supplier, amount, sales))
        {
            Firms = input.Firms, Sectors = input.Sectors, Sector = sector, LinkCount = supplier.Length, SalesOf = sales, PurchasesOf = purchases, WeightOf = weights, TotalWeight = total,
            Members = members, MemberStart = memberStart, Findings = findings,
        };
    }

    // Firms that sell each other something, over however many others, are one part; those without any link are none.
    static void TellParts(int[] start, int[] supplier, List<Finding> findings)
    {
        var n = start.Length - 1;
        var (root, size) = (new int[n], new int[n]);
        for (var i = 0; i < n; i++) (root[i], size[i]) = (i, 1);
        for (var j = 0; j < n; j++)
            for (var e = start[j]; e < start[j + 1]; e++)
            {
                var (a, b) = (Root(root, supplier[e]), Root(root, j));
                if (a == b) continue;
                if (size[a] < size[b]) (a, b) = (b, a);
                (root[b], size[a]) = (a, size[a] + size[b]);
            }
        var (parts, largest) = (0, 0);
        for (var i = 0; i < n; i++)
        {
            if (root[i] != i || size[i] == 1) continue;
            parts++;
            largest = Math.Max(largest, size[i]);
        }
        if (parts > 1) findings.Add(new("N-CASC-08", Severity.Note, new Place(), Text(parts), Text(largest), Text(n)));
    }

    static int Root(int[] root, int i)
    {
        while (root[i] != i) i = root[i] = root[root[i]];
        return i;
    }

    static void ThrowIfInvalid(CascadeInput input)
    {
        var n = input.Firms.Count;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, CascadeInput.MostFirms);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(input.Links.Count, CascadeInput.MostLinks);
        if (input.SectorOf.Count != n) throw new ArgumentException($"{n} firms have {input.SectorOf.Count} sectors.", nameof(input));
        if (input.Weights is { } weights && (weights.Count != n || weights.Any(w => !(w >= 0) || !double.IsFinite(w)))) throw new ArgumentException("Each firm has one weight, finite and not below zero.", nameof(input));
        foreach (var sector in input.SectorOf)
            if (sector < 0 || sector >= input.Sectors.Count) throw new ArgumentException($"There is no sector {sector}.", nameof(input));
        foreach (var link in input.Links)
        {
            if (link.Supplier < 0 || link.Supplier >= n || link.Customer < 0 || link.Customer >= n) throw new ArgumentException($"A link from {link.Supplier} to {link.Customer} has an end that is no firm.", nameof(input));
            if (!(link.Amount > 0) || !double.IsFinite(link.Amount)) throw new ArgumentException($"A link from {link.Supplier} to {link.Customer} has the amount {link.Amount.ToString(CultureInfo.InvariantCulture)}.", nameof(input));
        }
    }

    // Sorted by customer, then supplier, by counting twice; links between the same two firms are added up in their given order.
    static (int[] Start, int[] Supplier, double[] Amount) ByCustomer(CascadeInput input, List<Finding> findings)
    {
        var n = input.Firms.Count;
        var links = input.Links;
        var bySupplier = Sorted(n, links.Count, e => links[e].Supplier, null);
        var order = Sorted(n, links.Count, e => links[e].Customer, bySupplier);
        var (start, supplier, amount) = (new int[n + 1], new int[links.Count], new double[links.Count]);
        var (kept, own, last) = (0, 0, (-1, -1));
        foreach (var e in order)
        {
            var link = links[e];
            if ((link.Customer, link.Supplier) == last)
            {
                amount[kept - 1] += link.Amount;
                continue;
            }
            last = (link.Customer, link.Supplier);
            if (link.Customer == link.Supplier) own++;
            (supplier[kept], amount[kept]) = (link.Supplier, link.Amount);
            start[link.Customer + 1] = ++kept;
        }
        for (var j = 1; j <= n; j++) start[j] = Math.Max(start[j], start[j - 1]);
        if (own > 0) findings.Add(new("N-CASC-02", Severity.Note, new Place(), Text(own)));
        return (start, kept == supplier.Length ? supplier : supplier[..kept], kept == amount.Length ? amount : amount[..kept]);
    }

    // Stable: equal keys keep the order they came in.
    static int[] Sorted(int keys, int count, Func<int, int> key, int[]? given)
    {
        var place = new int[keys + 1];
        for (var e = 0; e < count; e++) place[key(e) + 1]++;
        for (var k = 0; k < keys; k++) place[k + 1] += place[k];
        var sorted = new int[count];
        for (var p = 0; p < count; p++)
        {
            var e = given is null ? p : given[p];
            sorted[place[key(e)]++] = e;
        }
        return sorted;
    }

    static (int[] Start, int[] Members) BySector(int[] sector, int sectors)
    {
        var members = Sorted(sectors, sector.Length, i => sector[i], null);
        var start = new int[sectors + 1];
        foreach (var s in sector) start[s + 1]++;
        for (var s = 0; s < sectors; s++) start[s + 1] += start[s];
        return (start, members);
    }

    static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
