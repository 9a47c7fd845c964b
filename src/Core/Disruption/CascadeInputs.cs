using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>What each firm buys, laid out so that one pass gives how much of its output its suppliers' losses take.</summary>
/// <remarks>A customer's part of the list: a group for each essential sector, then what is not essential as one group, then what is
/// negligible, which only lets demand be felt. Output is as low as the worst group leaves it. Within a group suppliers ascend.</remarks>
sealed class CascadeInputs
{
    /// <summary>First entry of each customer in <see cref="Supplier"/>.</summary>
    public required int[] Start { get; init; }

    /// <summary>End of each customer's groups, where the negligible inputs begin.</summary>
    public required int[] UsedEnd { get; init; }

    /// <summary>Suppliers.</summary>
    public required int[] Supplier { get; init; }

    /// <summary>D: part of the sector's sales to the customer (essential), of all it buys (not essential), 0 (negligible). The first of a group has the sign below zero, which begins it.</summary>
    public required double[] Part { get; init; }

    public static CascadeInputs Of(CascadeInput input, int[] sector, int[] start, int[] supplier, double[] amount, double[] purchases, List<Finding> findings)
    {
        var n = input.Firms.Count;
        var (starts, used) = (new int[n + 1], new int[n]);
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
            for (var p = 0; p < inOrder.Count;)
            {
                var end = p + 1;
                while (end < inOrder.Count && sector[supplier[inOrder[end]]] == sector[supplier[inOrder[p]]]) end++;
                Group(p, end);
                p = end;
            }
            var others = kept;
            for (var e = start[j]; e < start[j + 1]; e++)
                if (classes.Of(sector[supplier[e]], buyer, 0) == InputClass.NonEssential) (suppliers[kept], parts[kept++]) = (supplier[e], amount[e] / purchases[j]);
            if (kept > others) parts[others] = -parts[others];
            used[j] = kept;
            for (var e = start[j]; e < start[j + 1]; e++)
                if (classes.Of(sector[supplier[e]], buyer, 0) == InputClass.Negligible) suppliers[kept++] = supplier[e];
            starts[j + 1] = kept;
        }
        classes.Tell(findings);
        return new() { Start = starts, UsedEnd = used, Supplier = suppliers, Part = parts };

        void Group(int p, int end)
        {
            var sum = 0.0;
            for (var q = p; q < end; q++) sum += amount[inOrder[q]];
            var first = kept;
            for (var q = p; q < end; q++) (suppliers[kept], parts[kept++]) = (supplier[inOrder[q]], amount[inOrder[q]] / sum);
            parts[first] = -parts[first];
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
