using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

/// <summary>The cascade written down as in the paper, with nothing saved: the oracle of the fast engine.</summary>
static class PlainCascade
{
    public static CascadeScore Run(CascadeInput input, CascadeOptions options, double[] psi)
    {
        var n = psi.Length;
        var w = new double[n][];
        for (var i = 0; i < n; i++) w[i] = new double[n];
        foreach (var link in input.Links) w[link.Supplier][link.Customer] += link.Amount;
        var sales = w.Select(row => row.Sum()).ToArray();
        var bought = Enumerable.Range(0, n).Select(j => w.Sum(row => row[j])).ToArray();
        var weight = input.Weights?.ToArray() ?? sales;
        var (down, up) = ((double[])psi.Clone(), (double[])psi.Clone());
        for (var step = 1; ; step++)
        {
            var market = new double[input.Sectors.Count];
            for (var i = 0; i < n; i++) market[input.SectorOf[i]] += sales[i] * down[i];
            var lost = new double[n];
            for (var i = 0; i < n; i++)
            {
                var a = market[input.SectorOf[i]];
                var sigma = options.Replaceability ? Math.Min(1, sales[i] / (a <= 1e-10 ? 1 : a)) : 1;
                lost[i] = sigma * (1 - down[i]);
            }
            var (newDown, newUp, fall) = (new double[n], new double[n], 0.0);
            for (var j = 0; j < n; j++)
            {
                newDown[j] = Math.Max(0, Math.Min(psi[j], 1 - Math.Max(Essential(input, w, lost, j), Other(input, w, lost, bought[j], j))));
                var sum = 0.0;
                for (var k = 0; k < n; k++)
                    if (w[j][k] > 0) sum += w[j][k] / sales[j] * (1 - up[k]);
                newUp[j] = Math.Max(0, Math.Min(psi[j], 1 - sum));
                fall = Math.Max(fall, Math.Max(down[j] - newDown[j], up[j] - newUp[j]));
            }
            (down, up) = (newDown, newUp);
            if (fall > options.Tolerance) continue;
            var total = weight.Sum();
            return new(Loss(weight, down, up) / total, Loss(weight, down, down) / total, Loss(weight, up, up) / total, step, true);
        }
    }

    static double Loss(double[] weight, double[] down, double[] up)
    {
        var sum = 0.0;
        for (var i = 0; i < weight.Length; i++) sum += weight[i] * (1 - Math.Min(down[i], up[i]));
        return sum;
    }

    static InputClass Class(CascadeInput input, int i, int j) => input.ClassOf(input.SectorOf[i], input.SectorOf[j]) ?? input.DefaultClass;

    static double Essential(CascadeInput input, double[][] w, double[] lost, int j)
    {
        var worst = 0.0;
        for (var sector = 0; sector < input.Sectors.Count; sector++)
        {
            var (bought, sum) = (0.0, 0.0);
            for (var i = 0; i < lost.Length; i++)
                if (input.SectorOf[i] == sector && w[i][j] > 0 && Class(input, i, j) == InputClass.Essential) bought += w[i][j];
            for (var i = 0; i < lost.Length; i++)
                if (input.SectorOf[i] == sector && w[i][j] > 0 && Class(input, i, j) == InputClass.Essential) sum += w[i][j] / bought * lost[i];
            worst = Math.Max(worst, sum);
        }
        return worst;
    }

    static double Other(CascadeInput input, double[][] w, double[] lost, double bought, int j)
    {
        var sum = 0.0;
        for (var i = 0; i < lost.Length; i++)
            if (w[i][j] > 0 && Class(input, i, j) == InputClass.NonEssential) sum += w[i][j] / bought * lost[i];
        return sum;
    }
}
