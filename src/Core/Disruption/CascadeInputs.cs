using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>What each firm buys, laid out so that one pass gives how much of its output its suppliers' losses take.</summary>
/// <remarks>A customer's part of the list: suppliers that are alone in an essential sector (their loss counts whole), then the groups of essential
/// sectors with several suppliers, then what is not essential, then what is
/// negligible, which only lets demand be felt. Within a group suppliers ascend.</remarks>
sealed class CascadeInputs
{
    /// <summary>First entry of each customer in <see cref="Supplier"/>.</summary>
    public required int[] Start { get; init; }

    /// <summary>End of each customer's single essential suppliers.</summary>
    public required int[] SingleEnd { get; init; }

    /// <summary>End of each customer's essential groups, where its other inputs begin.</summary>
    public required int[] EssentialEnd { get; init; }

    /// <summary>End of each customer's inputs that are not essential, where the negligible ones begin.</summary>
    public required int[] UsedEnd { get; init; }

    /// <summary>Suppliers.</summary>
    public required int[] Supplier { get; init; }

    /// <summary>D: part of the sector's sales to the customer (essential), of all it buys (not essential), 0 (negligible). Negative on the last entry of an essential group, which ends it.</summary>
    public required double[] Part { get; init; }

    public static CascadeInputs Of(CascadeInput input, int[] sector, int[] start, int[] supplier, double[] amount, double[] purchases, List<Finding> findings)
    {
        var n = input.Firms.Count;
        var (starts, singles, essentials, used) = (new int[n + 1], new int[n], new int[n], new int[n]);
        var (suppliers, parts, kept) = (new int[supplier.Length], new double[supplier.Length], 0);
        var classes = new Classes(input);
        var inOrder = new List<int>();
        for (var j = 0; j < n; j++)
        {
            var buyer = sector[j];
            inOrder.Clear();
            for (var e = start[j]; e < start[j + 1]; e++)
                if (classes.Of(sector[supplier[e]], buyer, amount[e]) == InputClass.Essential) inOrder.Add(e);
            inOrder.Sort((a, b) => sector[supplier[a]] != sector[supplier[b]] ? sector[supplier[a]].CompareTo(sector[supplier[b]]) : a.CompareTo(b));
            for (var p = 0; p < inOrder.Count; p++)
                if (IsAlone(p)) (suppliers[kept], parts[kept++]) = (supplier[inOrder[p]], 1);
            singles[j] = kept;
            for (var p = 0; p < inOrder.Count;)
            {
                var end = p + 1;
                while (end < inOrder.Count && SectorAt(end) == SectorAt(p)) end++;
                if (end - p > 1) Group(p, end);
                p = end;
            }
            essentials[j] = kept;
            for (var e = start[j]; e < start[j + 1]; e++)
                if (classes.Of(sector[supplier[e]], buyer, 0) == InputClass.NonEssential) (suppliers[kept], parts[kept++]) = (supplier[e], amount[e] / purchases[j]);
            used[j] = kept;
            for (var e = start[j]; e < start[j + 1]; e++)
                if (classes.Of(sector[supplier[e]], buyer, 0) == InputClass.Negligible) suppliers[kept++] = supplier[e];
            starts[j + 1] = kept;
        }
        classes.Tell(findings);
        return new() { Start = starts, SingleEnd = singles, EssentialEnd = essentials, UsedEnd = used, Supplier = suppliers, Part = parts };

        int SectorAt(int p) => sector[supplier[inOrder[p]]];
        bool IsAlone(int p) => (p == 0 || SectorAt(p - 1) != SectorAt(p)) && (p + 1 == inOrder.Count || SectorAt(p + 1) != SectorAt(p));
        void Group(int p, int end)
        {
            var sum = 0.0;
            for (var q = p; q < end; q++) sum += amount[inOrder[q]];
            for (var q = p; q < end; q++) (suppliers[kept], parts[kept++]) = (supplier[inOrder[q]], amount[inOrder[q]] / sum);
            parts[kept - 1] = -parts[kept - 1];
        }
    }

    // Asks for the class of a pair of sectors once, and counts what nobody said.
    sealed class Classes(CascadeInput input)
    {
        readonly Dictionary<long, (InputClass Class, bool IsSaid)> _known = [];
        readonly HashSet<long> _missing = [];
        double _missingAmount, _amount;

        public InputClass Of(int supplier, int customer, double amount)
        {
            var pair = (long)supplier * input.Sectors.Count + customer;
            if (!_known.TryGetValue(pair, out var known))
                _known[pair] = known = input.ClassOf(supplier, customer) is { } said ? (said, true) : (input.DefaultClass, false);
            _amount += amount;
            if (!known.IsSaid)
            {
                _missing.Add(pair);
                _missingAmount += amount;
            }
            return known.Class;
        }

        public void Tell(List<Finding> findings)
        {
            if (_missing.Count == 0) return;
            var share = Math.Round(100 * _missingAmount / _amount, 1);
            findings.Add(new("W-CASC-03", Severity.Warning, new Place(), _missing.Count.ToString(CultureInfo.InvariantCulture), share.ToString(CultureInfo.InvariantCulture), Word(input.DefaultClass)));
        }
    }

    internal static string Word(InputClass @class) => @class switch { InputClass.Essential => "essential", InputClass.NonEssential => "non-essential", _ => "negligible" };
}

/// <summary>Whom each firm sells to, with the customer's part in what it sells, and whom a change reaches.</summary>
sealed class CascadeOutputs
{
    public required int[] Start { get; init; }

    /// <summary>Customers, ascending.</summary>
    public required int[] Customer { get; init; }

    /// <summary>U: the customer's part in the firm's sales.</summary>
    public required double[] Part { get; init; }

    public static CascadeOutputs Of(int firms, int[] start, int[] supplier, double[] amount, double[] sales)
    {
        var place = new int[firms + 1];
        foreach (var i in supplier) place[i + 1]++;
        for (var i = 0; i < firms; i++) place[i + 1] += place[i];
        var starts = (int[])place.Clone();
        var (customers, parts) = (new int[supplier.Length], new double[supplier.Length]);
        for (var j = 0; j < firms; j++)
            for (var e = start[j]; e < start[j + 1]; e++)
            {
                var at = place[supplier[e]]++;
                (customers[at], parts[at]) = (j, amount[e] / sales[supplier[e]]);
            }
        return new() { Start = starts, Customer = customers, Part = parts };
    }
}
