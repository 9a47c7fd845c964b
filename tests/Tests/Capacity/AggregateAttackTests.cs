using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Tests.Model;
using static Vauban.Tests.Capacity.AggregateCases;
using static Vauban.Tests.Capacity.PlanCases;

namespace Vauban.Tests.Capacity;

/// <summary>An owner who knows his own figures, the recipes, and all that is shown, and who calculates.</summary>
public sealed class AggregateAttackTests
{
    // Items in tiers; each maker of each item is one unknown: what his line makes over the plan. A line is one owner's.
    static TestPackage Random(System.Random random)
    {
        var package = Parties(8);
        var items = random.Next(2, 5);
        for (var i = 0; i < items; i++)
        {
            var makers = random.Next(6) == 0 ? random.Next(1, 5) : random.Next(6, 9);
            package.Makers($"i{i}", [.. Enumerable.Range(0, makers).Select(_ => (double)random.Next(10, 40))]);
        }
        for (var i = 0; i < items; i++)
            for (var j = i + 1; j < items; j++)
                if (random.Next(3) == 0) package.Recipe($"i{i}", $"i{j}", Text(random.Next(1, 3)));
        for (var i = 0; i < items; i++)
            if (i == 0 || random.Next(2) == 0) package.Wanted($"i{i}", random.Next(150, 400));
        return package;
    }

    [Fact]
    public void Nobody_can_work_out_what_another_makes_who_could_not_before()
    {
        var (shown, withheld, attacks) = (0, 0, 0);
        for (var seed = 0; seed < 30; seed++)
        {
            var result = Run(Random(new(seed)), Plain(24) with { FineMonths = 0 });
            var made = AggregatePlans.Of(result);
            var plan = result.Plan;
            var lines = plan.Supplies.Where(s => s.Kind == PlanSupplyKind.Line).ToArray();
            var owners = lines.Select(s => plan.Network.Lines[s.Line].Party).ToArray();
            // Unknowns: output per line, then cost per line, then deliveries per item.
            var count = 2 * lines.Length + made.Items.Count;
            var (known, balances) = (new List<double[]>(), new List<double[]>());
            double[] Row(Action<double[]> fill)
            {
                var row = new double[count];
                fill(row);
                return row;
            }
            for (var m = 0; m < made.Items.Count; m++)
            {
                var item = made.Items[m];
                int[] of = [.. Enumerable.Range(0, lines.Length).Where(l => plan.Network.Items[lines[l].Item].Id == item.Id)];
                if (item.Production.IsShown) known.Add(Row(r => Array.ForEach(of, l => r[l] = 1)));
                if (item.Cost.IsShown) known.Add(Row(r => Array.ForEach(of, l => r[lines.Length + l] = 1)));
                if (item.Delivered.IsShown || !item.IsWanted) (item.IsWanted ? known : balances).Add(Row(r => r[2 * lines.Length + m] = 1));
                // What is made is used or delivered: nothing is in stock at the start, and recipes are no secret.
                balances.Add(Row(r =>
                {
                    Array.ForEach(of, l => r[l] = 1);
                    r[2 * lines.Length + m] = -1;
                    foreach (var recipe in plan.Network.Recipes.Where(x => plan.Network.Items[x.Input].Id == item.Id))
                        for (var l = 0; l < lines.Length; l++)
                            if (lines[l].Item == recipe.Item) r[l] -= recipe.Quantity.Central;
                }));
                shown += item.Production.IsShown ? 1 : 0;
                withheld += item.Production.IsShown ? 0 : 1;
            }
            if (made.ProductionCost.IsShown) known.Add(Row(r => Array.Fill(r, 1, lines.Length, lines.Length)));
            foreach (var attacker in owners.Distinct())
            {
                var his = Enumerable.Range(0, lines.Length).Where(l => owners[l] == attacker).SelectMany(l => new[] { Row(r => r[l] = 1), Row(r => r[lines.Length + l] = 1) });
                var (before, basis) = (Reduced([.. balances, .. his], count), Reduced([.. balances, .. known, .. his], count));
                for (var l = 0; l < lines.Length; l++)
                {
                    // Who alone makes an input knows what the others take of it; no output is needed for that.
                    if (owners[l] == attacker || Follows(before, Row(r => r[l] = 1))) continue;
                    Assert.False(Follows(basis, Row(r => r[l] = 1)), $"seed {seed}: {attacker} knows what {lines[l].Id} makes");
                    Assert.False(Follows(basis, Row(r => r[lines.Length + l] = 1)), $"seed {seed}: {attacker} knows what {lines[l].Id} costs");
                    attacks++;
                }
            }
        }
        // The cases are no walk-over: much is shown, much is withheld.
        Assert.True(shown > 15 && withheld > 15 && attacks > 1000, $"{shown} shown, {withheld} withheld, {attacks} attacks");
    }

    [Fact]
    public void The_attacker_of_the_test_does_find_what_follows()
    {
        var basis = Reduced([[1, 1, 1], [0, 1, 0]], 3);
        Assert.False(Follows(basis, [1, 0, 0]));
        Assert.True(Follows(basis, [1, 0, 1]));
        Assert.True(Follows(Reduced([[1, 1, 1], [0, 1, 0], [0, 0, 2]], 3), [1, 0, 0]));
    }

    // Rows in echelon form, each with a leading one.
    static List<double[]> Reduced(IEnumerable<double[]> rows, int count)
    {
        var basis = new List<double[]>();
        foreach (var row in rows)
        {
            var rest = Rest(basis, row);
            var at = Array.FindIndex(rest, v => Math.Abs(v) > 1e-9);
            if (at < 0) continue;
            var lead = rest[at];
            for (var i = 0; i < count; i++) rest[i] /= lead;
            basis.Add(rest);
        }
        return basis;
    }

    static bool Follows(List<double[]> basis, double[] row) => Rest(basis, row).All(v => Math.Abs(v) <= 1e-9);

    static double[] Rest(List<double[]> basis, double[] row)
    {
        var rest = row.ToArray();
        foreach (var b in basis)
        {
            var factor = rest[Array.FindIndex(b, v => Math.Abs(v) > 1e-9)];
            if (Math.Abs(factor) <= 1e-12) continue;
            for (var i = 0; i < rest.Length; i++) rest[i] -= factor * b[i];
        }
        return rest;
    }
}
