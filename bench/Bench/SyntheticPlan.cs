using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.Bench;

/// <summary>A synthetic chain to be ramped up: two lines and an expansion per item, lead times, stocks that do not keep, three payers,
/// demand that doubles. Seeded: the same numbers give the same package.</summary>
static class SyntheticPlan
{
    const int Tiers = 6;

    public static Package Make(int items, int months, ulong seed = 11)
    {
        var random = new SplitMix(seed);
        var rows = new Dictionary<string, List<Row>>(StringComparer.Ordinal);
        var tierOf = new int[items];
        var perTier = new List<int>[Tiers];
        for (var t = 0; t < Tiers; t++) perTier[t] = [];
        for (var i = 0; i < items; i++)
        {
            tierOf[i] = i == 0 ? 0 : 1 + (int)Math.Min(Tiers - 2, (Tiers - 1) * Math.Sqrt((double)i / items));
            perTier[tierOf[i]].Add(i);
        }
        for (var t = 1; t < Tiers; t++)
            if (perTier[t].Count == 0) throw new ArgumentOutOfRangeException(nameof(items), items, "Too few items for six tiers.");
        var need = new double[items];
        need[0] = 100;
        var users = new List<(int Item, double Quantity)>[items];
        for (var i = 0; i < items; i++) users[i] = [];
        // Every item has a user in the tier above; every fourth has a second input two tiers down.
        for (var t = 1; t < Tiers; t++)
            for (var k = 0; k < perTier[t].Count; k++)
                Recipe(perTier[t - 1][k % perTier[t - 1].Count], perTier[t][k], 0.5 + random.Below(4) / 4.0);
        for (var i = 0; i < items; i += 4)
            if (tierOf[i] + 2 < Tiers) Recipe(i, perTier[tierOf[i] + 2][i * 7 % perTier[tierOf[i] + 2].Count], 0.25);
        for (var i = 1; i < items; i++) need[i] = users[i].Sum(u => need[u.Item] * u.Quantity);
        Add("parties", ("id", "store"), ("kind", "company"), ("country", "DE"));
        for (var i = 0; i < items; i++)
        {
            // What a unit costs grows up the tiers, so that products are dearer than what they are made of.
            var cost = 5 + random.Below(20) + 40 * (Tiers - tierOf[i]);
            Add("items", ("id", Id(i)), ("unit", "piece"), ("complete", "yes"), ("unit_value", Text(4 * cost)));
            for (var l = 0; l < 2; l++)
                Add("lines", ("id", $"line-{i:0000}-{l}"), ("item", Id(i)), ("country", l == 0 ? "DE" : "FR"), ("capacity", Text(Math.Round(need[i] * (0.25 + random.Below(20) / 100.0), 3))),
                    ("capacity_unit", "piece/month"), ("unit_cost", Text(cost + random.Below(10))), ("lead_time_days", Text(15 * random.Below(5))));
            Add("expansions", ("id", $"step-{i:0000}"), ("line", $"line-{i:0000}-0"), ("country", "DE"), ("adds", Text(Math.Round(need[i] * 0.4, 3))), ("adds_unit", "piece/month"),
                ("capex", Text(Math.Round(need[i] * cost * 6))), ("permit_months", Text(random.Below(7))), ("build_months", Text(3 + random.Below(10))), ("ramp_months", Text(random.Below(7))), ("most", "3"));
            if (i % 5 == 0) Add("stocks", ("holder", "store"), ("item", Id(i)), ("quantity", Text(Math.Round(need[i]))), ("shelf_life_days", Text(180 + 90 * random.Below(4))), ("holding_cost", "0.1"));
        }
        var capex = Enumerable.Range(0, items).Sum(i => need[i] * 150 * 6);
        for (var year = 2026; year <= 2026 + (months + 11) / 12; year++)
            foreach (var (payer, share) in new[] { ("EU27", 50), ("DE", 60), ("FR", 40) })
                Add("budgets", ("payer", payer), ("year", year.ToString(CultureInfo.InvariantCulture)), ("amount", Text(Math.Round(capex / 6))), ("share", Text(share)));
        foreach (var (from, rate, certainty) in new[] { (0, 80.0, "firm"), (months / 4, 40.0, "firm"), (months / 3, 30.0, "option"), (months / 2, 30.0, "intention") })
            Add("demands", ("buyer", from % 2 == 0 ? "DE" : "FR"), ("item", Id(0)), ("from", Day(from)), ("to", Day(months - 1)), ("rate", Text(rate)), ("rate_unit", "piece/month"), ("certainty", certainty),
                ("purpose", from == 0 ? "own" : from == months / 4 ? "commitment" : "export"), ("shortfall_price", "20000"));
        return new Package(new PackageHead($"plan-{items}-{months}", "Synthetic ramp-up", null), rows.Select(r => new Table(FieldCatalog.Table(r.Key), r.Value)));

        void Recipe(int item, int input, double quantity)
        {
            if (users[input].Any(u => u.Item == item)) return;
            users[input].Add((item, quantity));
            Add("recipes", ("item", Id(item)), ("input", Id(input)), ("quantity", Text(quantity)));
        }

        void Add(string table, params (string Field, string Value)[] cells)
        {
            var spec = FieldCatalog.Table(table);
            if (!rows.TryGetValue(table, out var list)) rows[table] = list = [];
            var row = new string[spec.Fields.Count];
            Array.Fill(row, "");
            foreach (var (field, value) in cells) row[spec.IndexOf(field)] = value;
            list.Add(new Row(row, new Place("plan", table, list.Count + 2)));
        }
    }

    static string Id(int item) => $"item-{item:0000}";

    static string Day(int month) => new DateOnly(2026, 1, 1).AddMonths(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
