using Vauban.Core.Solving;

namespace Vauban.Bench.Solving;

/// <summary>A plan of production over months: lines in five tiers, stock from month to month, demand for the first tier.</summary>
static class StaircaseProgram
{
    const int Tiers = 5;

    /// <summary>Three columns and one row per item and month, roughly; the same numbers give the same program.</summary>
    internal static LinearModel Make(int items, int months, int seed)
    {
        var random = new Random(seed);
        var model = new LinearModel();
        int[,] made = new int[items, months], stock = new int[items, months];
        for (var t = 0; t < months; t++)
        {
            for (var i = 0; i < items; i++)
            {
                made[i, t] = model.AddColumn(1 + random.NextDouble() * 10, 0, 50 + random.Next(200));
                stock[i, t] = model.AddColumn(0.01 + random.NextDouble() * 0.1, 0, double.PositiveInfinity);
            }
        }
        var users = Users(items, random);
        for (var t = 0; t < months; t++)
            for (var i = 0; i < items; i++)
                AddBalance(model, random, (i, t), made, stock, users[i], hasDemand: i < items / Tiers);
        return model;
    }

    // Per item, who needs how much of it: three inputs from the next tier for each item.
    static List<(int User, double Quantity)>[] Users(int items, Random random)
    {
        var users = Enumerable.Range(0, items).Select(_ => new List<(int, double)>()).ToArray();
        var size = items / Tiers;
        for (var user = 0; user < items - size; user++)
            for (var k = 0; k < 3; k++)
                users[(user / size + 1) * size + random.Next(size)].Add((user, 0.1 + random.NextDouble()));
        return users;
    }

    static void AddBalance(LinearModel model, Random random, (int Item, int Month) at, int[,] made, int[,] stock, List<(int User, double Quantity)> users, bool hasDemand)
    {
        List<int> columns = [made[at.Item, at.Month], stock[at.Item, at.Month]];
        List<double> values = [1, -1];
        if (at.Month > 0)
        {
            columns.Add(stock[at.Item, at.Month - 1]);
            values.Add(1);
        }
        foreach (var (user, quantity) in users)
        {
            columns.Add(made[user, at.Month]);
            values.Add(-quantity);
        }
        double demand = hasDemand ? 20 + random.Next(300) : 0;
        if (hasDemand)
        {
            columns.Add(model.AddColumn(500, 0, double.PositiveInfinity, name: "shortage"));
            values.Add(1);
        }
        model.AddRow(demand, demand, [.. columns], [.. values]);
    }
}
