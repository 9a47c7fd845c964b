using System.Globalization;
using Vauban.Core.Procurement;
using Vauban.Tests.Model;

namespace Vauban.Tests.Procurement;

/// <summary>A small joint procurement as whole numbers, which is written as a package for the engine and read as it is by the oracle.</summary>
/// <param name="Capacity">Units per line and month.</param>
/// <param name="Cost">EUR for a unit of each line.</param>
/// <param name="Due">Units wanted [state][month].</param>
/// <param name="Brought">EUR of transport [line][state].</param>
/// <param name="Early">Months.</param>
/// <param name="Late">Months.</param>
/// <param name="Learning">Per cent of the first line's cost after doubling.</param>
sealed record SmallPool(int[] Capacity, int[] Cost, int[][] Due, int[][] Brought, int Early, int Late, int Learning)
{
    static readonly string[] Places = ["DE", "FR", "IT"];

    public int Months => Due[0].Length + Late;

    public TestPackage Package()
    {
        var package = new TestPackage().Items("i");
        for (var l = 0; l < Capacity.Length; l++) package.Line("l" + l, "i", T(Capacity[l]), Places[l], $"unit_cost={T(Cost[l])}" + (l == 0 && Learning < 100 ? $" learning={T(Learning)} units_made=2" : ""));
        for (var s = 0; s < Due.Length; s++)
            for (var m = 0; m < Due[s].Length; m++)
                if (Due[s][m] > 0) package.Add("demands", $"buyer={Places[s]} item=i from={Day(m)} to={Day(m)} rate={T(Due[s][m])} rate_unit=piece/month");
        return package;
    }

    public PoolOptions Options => new()
    {
        Items = ["i"], From = new(2026, 1, 1), Months = Due[0].Length, Early = Early, Late = Late, LearningSegments = 8, Gap = 0, TailMonths = 3,
        Transport = [.. from l in Enumerable.Range(0, Brought.Length) from s in Enumerable.Range(0, Due.Length) select new PoolTransport("l" + l, Places[s], 0, Brought[l][s])],
    };

    public bool Wants => Due.Any(s => s.Any(d => d > 0));

    static string Day(int month) => $"2026-{month + 1:D2}";

    static string T(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Tries every way to send whole units: the least late there is, and the least cost at it.</summary>
    /// <remarks>Units are carried by flows, whose best points are whole; a falling cost is least at such a point too.</remarks>
    public (double Late, double Cost) Best()
    {
        var best = (Late: double.PositiveInfinity, Cost: double.PositiveInfinity);
        var sent = new int[Capacity.Length, Due.Length, Months];
        Try(0);
        return best;

        void Try(int place)
        {
            if (place == sent.Length)
            {
                if (LateOf(sent, Late) is { } late && (late < best.Late - 1e-9 || (late <= best.Late + 1e-9 && CostOf(sent) < best.Cost))) best = (late, CostOf(sent));
                return;
            }
            var (l, s, m) = (place / (Due.Length * Months), place / Months % Due.Length, place % Months);
            for (var units = 0; units <= Capacity[l] - Enumerable.Range(0, s).Sum(k => sent[l, k, m]); units++)
            {
                sent[l, s, m] = units;
                Try(place + 1);
            }
            sent[l, s, m] = 0;
        }
    }

    double? LateOf(int[,,] sent, int lateMonths)
    {
        var late = 0.0;
        for (var s = 0; s < Due.Length; s++)
            for (var (t, got) = (0, 0); t < Months; t++)
            {
                for (var l = 0; l < Capacity.Length; l++) got += sent[l, s, t];
                if (got > Due[s].Take(t + Early + 1).Sum()) return null;
                late += Math.Max(0, Due[s].Take(Math.Max(0, t - lateMonths + 1)).Sum() - got) * (t == Months - 1 ? 4 : 1);
            }
        return late;
    }

    double CostOf(int[,,] sent)
    {
        var cost = 0.0;
        for (var l = 0; l < Capacity.Length; l++)
        {
            var units = 0;
            for (var s = 0; s < Due.Length; s++)
                for (var m = 0; m < Months; m++) (units, cost) = (units + sent[l, s, m], cost + sent[l, s, m] * Brought[l][s]);
            var p = Math.Log2(Learning / 100.0) + 1;
            cost += l == 0 && Learning < 100 ? Cost[l] * 2 * (Math.Pow((2.0 + units) / 2, p) - 1) / p : Cost[l] * units;
        }
        return cost;
    }
}
