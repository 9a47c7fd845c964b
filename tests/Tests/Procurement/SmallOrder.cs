using Vauban.Core.Procurement;
using Vauban.Tests.Model;

namespace Vauban.Tests.Procurement;

/// <summary>A small joint procurement with limits of its own, tried out over every order of a grid.</summary>
/// <param name="Pool">Demand and lines; every line but those beyond the states stands in the state of its number.</param>
/// <param name="Bands">Shares of the work.</param>
/// <param name="Fair">Work for each euro a state buys for, or null.</param>
/// <param name="Variant">Variant of each line.</param>
/// <param name="Most">Most variants, or null.</param>
sealed record SmallOrder(SmallPool Pool, WorkBand[] Bands, (double Least, double Most)? Fair, int[] Variant, int? Most)
{
    public TestPackage Package()
    {
        var package = Pool.Package().Items([.. Variant.Distinct().Order().Select(v => "part" + v)]);
        for (var l = 0; l < Variant.Length; l++) package.Add("recipes", $"line=l{l} input=part{Variant[l]} quantity=1");
        return package;
    }

    public PoolOptions Options => Pool.Options with { NobodyLater = false, Workshares = Bands, FairReturn = Fair, MostVariants = Most };

    // A case that fails is told by its numbers.
    public override string ToString() =>
        FormattableString.Invariant($"capacity {T(Pool.Capacity)} cost {T(Pool.Cost)} due {string.Join('|', Pool.Due.Select(T))} brought {string.Join('|', Pool.Brought.Select(T))} early {Pool.Early} bands {string.Join(' ', Bands.Select(b => $"{b.State}={b.Least}..{b.Most}"))} fair {Fair} variant {T(Variant)} most {Most}");

    static string T(int[] values) => string.Join(',', values);

    int States => Pool.Due.Length;

    int Lines => Pool.Capacity.Length;

    /// <summary>What an order comes to: late, the worst-off state's late share, cost.</summary>
    public (double Late, double Worst, double Cost) Value(double[,,] sent)
    {
        var (late, worst, cost) = (0.0, 0.0, 0.0);
        for (var s = 0; s < States; s++)
        {
            var (own, got) = (0.0, 0.0);
            for (var t = 0; t < Pool.Months; t++)
            {
                for (var l = 0; l < Lines; l++) (got, cost) = (got + sent[l, s, t], cost + sent[l, s, t] * (Pool.Cost[l] + Pool.Brought[l][s]));
                own += Math.Max(0, Due(s, t - Pool.Late) - got) * (t == Pool.Months - 1 ? 4 : 1);
            }
            (late, worst) = (late + own, Math.Max(worst, own == 0 ? 0 : own / Due(s, Pool.Months)));
        }
        return (late, worst, cost);
    }

    int Due(int state, int month) => Pool.Due[state].Take(Math.Max(0, month + 1)).Sum();

    /// <summary>By how much an order breaks a limit; nothing where it keeps all.</summary>
    public double Broken(double[,,] sent)
    {
        var broken = 0.0;
        var (made, bought) = (new double[Lines], new double[States]);
        for (var l = 0; l < Lines; l++)
            for (var m = 0; m < Pool.Months; m++)
            {
                var month = 0.0;
                for (var s = 0; s < States; s++)
                {
                    (month, bought[s]) = (month + sent[l, s, m], bought[s] + sent[l, s, m] * Pool.Cost[l]);
                    broken = Math.Max(broken, -sent[l, s, m]);
                }
                made[l] += month;
                broken = Math.Max(broken, month - Pool.Capacity[l]);
            }
        for (var s = 0; s < States; s++)
            for (var (t, got) = (0, 0.0); t < Pool.Months; t++)
            {
                for (var l = 0; l < Lines; l++) got += sent[l, s, t];
                broken = Math.Max(broken, got - Due(s, t + Pool.Early));
            }
        var all = Enumerable.Range(0, Lines).Sum(l => made[l] * Pool.Cost[l]);
        double Work(int state) => state < Lines ? made[state] * Pool.Cost[state] : 0;
        foreach (var band in Bands) broken = Math.Max(broken, Math.Max(band.Least * all - Work(StateOf(band)), Work(StateOf(band)) - band.Most * all));
        // A return is asked of the states that have a line.
        if (Fair is var (least, most))
            for (var s = 0; s < Math.Min(States, Lines); s++)
                if (Pool.Capacity[s] > 0) broken = Math.Max(broken, Math.Max(least * bought[s] - Work(s), Work(s) - most * bought[s]));
        if (Most is { } variants && Enumerable.Range(0, Lines).Where(l => made[l] > 1e-4).Select(l => Variant[l]).Distinct().Count() > variants) broken = double.PositiveInfinity;
        return broken;
    }

    static int StateOf(WorkBand band) => Array.IndexOf(["DE", "FR", "IT"], band.State);

    /// <summary>Every order whose amounts are multiples of a step and that keeps all limits, with what it comes to.</summary>
    public IEnumerable<(double Late, double Worst, double Cost)> All(double step)
    {
        var sent = new double[Lines, States, Pool.Months];
        return Try(0);

        IEnumerable<(double, double, double)> Try(int place)
        {
            if (place == sent.Length)
            {
                if (Broken(sent) <= 1e-9) yield return Value(sent);
                yield break;
            }
            var (l, s, m) = (place / (States * Pool.Months), place / Pool.Months % States, place % Pool.Months);
            for (var k = 0; k * step <= Math.Min(Pool.Capacity[l], Due(s, m + Pool.Early)) + 1e-9; k++)
            {
                sent[l, s, m] = k * step;
                foreach (var found in Try(place + 1)) yield return found;
            }
            sent[l, s, m] = 0;
        }
    }

    /// <summary>The engine's order as amounts.</summary>
    public double[,,] Sent(PoolResult result)
    {
        var sent = new double[Lines, States, Pool.Months];
        foreach (var call in result.Joint.CallOffs) sent[result.Sources[call.Source].Id[1] - '0', Array.IndexOf(["DE", "FR", "IT"], result.States[call.State]), call.Month] += call.Units;
        return sent;
    }
}
