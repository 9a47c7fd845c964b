using Vauban.Core.Disruption;
using Vauban.Core.Solving;

namespace Vauban.Tests.Disruption;

/// <summary>Generator of three-tier networks, whose times to survive are known from an independent implementation: products first, then tier-2
/// nodes, then tier-3 nodes; material of tier-2 node b is floor(b/3), of tier-3 node c is ceil(B/3) + floor(c/2).</summary>
sealed class TierNetwork
{
    ulong _state;

    public TierNetwork(int products, int second, int third, ulong seed)
    {
        _state = seed;
        (Products, Second, Third) = (products, second, third);
        var firstMaterials = (second + 2) / 3;
        var lastMaterials = (third + 1) / 2;
        Materials = firstMaterials + lastMaterials;
        Recipe = new List<(int Material, int Units)>[Nodes];
        for (var j = 0; j < products + second; j++)
        {
            var rows = Recipe[j] = [];
            for (var draws = 2 + Below(j < products ? 4 : 3); draws > 0; draws--)
            {
                var material = j < products ? Below(firstMaterials) : firstMaterials + Below(lastMaterials);
                var units = 1 + Below(3);
                if (!rows.Any(r => r.Material == material)) rows.Add((material, units));
            }
        }
        for (var j = 0; j < Nodes; j++)
        {
            Stock.Add(1500 + Below(1501));
            Margin.Add(j < products ? 5 + Below(26) : 0);
            Demand.Add(j < products ? 500 + Below(501) : 0);
            Capacity.Add(j < products ? 2 * Demand[j] : 4000 + Below(8001));
            Recovery.Add(1 + Below(10));
        }
    }

    public int Products { get; }

    public int Second { get; }

    public int Third { get; }

    public int Materials { get; }

    public int Nodes => Products + Second + Third;

    public List<(int Material, int Units)>[] Recipe { get; }

    public List<int> Stock { get; } = [];

    public List<int> Margin { get; } = [];

    public List<int> Demand { get; } = [];

    public List<int> Capacity { get; } = [];

    public List<int> Recovery { get; } = [];

    public int Material(int node) => node < Products + Second ? (node - Products) / 3 : (Second + 2) / 3 + (node - Products - Second) / 2;

    public int[] Suppliers(int material) => [.. Enumerable.Range(Products, Second + Third).Where(j => Material(j) == material)];

    public int RecipeLines => Recipe.Sum(r => r?.Count ?? 0);

    public int Links => Recipe.Sum(r => r?.Sum(row => Suppliers(row.Material).Length) ?? 0);

    /// <summary>As the engine sees it: items are materials, then products.</summary>
    public Chain Chain()
    {
        var makers = Enumerable.Range(0, Nodes).Select(j => new ChainMaker(ItemOf(j), Capacity[j], [.. (Recipe[j] ?? []).Select(r => new ChainUse(r.Material, r.Units))]) { RecoveryDays = Recovery[j] }).ToArray();
        var stocks = Enumerable.Range(0, Nodes).Select(j => new ChainStock(ItemOf(j), j, Stock[j]));
        var demands = Enumerable.Range(0, Products).Select(j => new ChainDemand(ItemOf(j), Demand[j], Margin[j]));
        return new([.. Enumerable.Repeat(1000.0, Materials + Products)], makers, [], [.. stocks], [.. demands]);
    }

    int ItemOf(int node) => node < Products ? Materials + node : Material(node);

    /// <summary>The program of the paper as it stands, with a flow for every pair of nodes: the oracle. A window of null asks for the time to survive.
    /// Of the demand it takes the share that can be met while nobody fails.</summary>
    public LinearModel Program(int failed, double? window, double level)
    {
        var model = new LinearModel { Maximize = window is null };
        var t = model.AddColumn(window is null ? 1 : 0, window ?? 0, window ?? double.PositiveInfinity);
        var u = Enumerable.Range(0, Nodes).Select(j => model.AddColumn(0, 0, j == failed ? 0 : double.PositiveInfinity)).ToArray();
        var sent = Enumerable.Range(0, Nodes).Select(_ => new List<int>()).ToArray();
        for (var j = 0; j < Nodes; j++)
            foreach (var (material, units) in Recipe[j] ?? [])
            {
                List<int> columns = [u[j]];
                List<double> values = [units];
                foreach (var i in Suppliers(material))
                {
                    var y = model.AddColumn(0, 0, double.PositiveInfinity);
                    sent[i].Add(y);
                    columns.Add(y);
                    values.Add(-1);
                }
                model.AddRow(double.NegativeInfinity, 0, [.. columns], [.. values]);
            }
        for (var j = 0; j < Nodes; j++)
        {
            model.AddRow(double.NegativeInfinity, 0, [u[j], t], [1, -Capacity[j]]);
            if (sent[j].Count > 0) model.AddRow(double.NegativeInfinity, Stock[j], [.. sent[j], u[j]], [.. sent[j].Select(_ => 1.0), -1]);
            if (j >= Products) continue;
            if (window is null) model.AddRow(-Stock[j], double.PositiveInfinity, [u[j], t], [1, -Demand[j] * level]);
            else model.AddRow(-Stock[j], double.PositiveInfinity, [u[j], model.AddColumn(Margin[j], 0, double.PositiveInfinity), t], [1, 1, -Demand[j] * level]);
        }
        return model;
    }

    ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    int Below(int range) => (int)(((Next() >> 32) * (ulong)range) >> 32);
}
