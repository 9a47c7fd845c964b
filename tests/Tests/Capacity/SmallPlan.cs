using System.Globalization;
using Vauban.Core.Capacity;
using Vauban.Tests.Model;

namespace Vauban.Tests.Capacity;

sealed record SmallLine(string Id, int Item, double Capacity, double Cost, double Lead)
{
    public double Least { get; init; }

    public double Fee { get; init; }

    public double RestartMonths { get; init; }

    public double RestartCost { get; init; }

    public double Learning { get; init; } = 1;

    public double Made { get; init; }
}

sealed record SmallExpansion(string Id, int Line, int Item, double Adds, double Capex, int Permit, int Build, double Ramp, int Most, double Cost, double Lead, int Earliest, bool IsAbroad);

sealed record SmallRecipe(int Item, int Input, double Quantity, bool IsChoice);

sealed record SmallLink(int Supplier, int Customer, int Item, double Transport, bool IsQualified);

sealed record SmallStock(int Item, double Quantity, double Life, double Holding);

sealed record SmallDemand(int Item, int From, int To, double Rate, double Price, int Priority, string Certainty);

sealed record SmallBudget(string Payer, int Year, double Amount, double Share, bool OnlyHome);

/// <summary>A small plan as numbers, which is written as a package for the engine and read as it is by the oracle.</summary>
sealed record SmallPlan
{
    public int Items { get; init; }

    public List<SmallLine> Lines { get; init; } = [];

    public List<SmallExpansion> Expansions { get; init; } = [];

    public List<SmallRecipe> Recipes { get; init; } = [];

    public List<SmallLink> Links { get; init; } = [];

    public List<SmallStock> Stocks { get; init; } = [];

    public List<SmallDemand> Demands { get; init; } = [];

    public List<SmallBudget> Budgets { get; init; } = [];

    public int StartMonth { get; init; }

    public int Months { get; init; }

    public int Fine { get; init; }

    public double Rate { get; init; }

    public bool IsFull { get; init; }

    public DateOnly First => new(2026, StartMonth, 1);

    /// <summary>Ends of the periods in months, the start first.</summary>
    public double[] Marks
    {
        get
        {
            List<double> marks = [0];
            while (marks[^1] < Months) marks.Add(Math.Min(Months, marks[^1] < Fine ? marks[^1] + 1 : marks[^1] + 3));
            return [.. marks];
        }
    }

    public PlanOptions Options => new()
    {
        From = First, Months = Months, FineMonths = Fine, DiscountRate = Rate, Pipeline = IsFull ? PlanPipeline.Full : PlanPipeline.Empty, Gap = 0, NodeLimit = null, TailMonths = 6, LearningSegments = 2,
    };

    /// <summary>The package; <paramref name="factor"/> counts an item in units so much smaller.</summary>
    public TestPackage Package(int scaled = -1, double factor = 1)
    {
        var package = new TestPackage();
        double Of(int item) => item == scaled ? factor : 1;
        string Day(int month) => First.AddMonths(month).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        for (var i = 0; i < Items; i++) package.Add("items", $"id=i{i} unit=piece complete=yes");
        foreach (var l in Lines)
            package.Line(l.Id, $"i{l.Item}", T(l.Capacity * Of(l.Item)), "DE", $"unit_cost={T(l.Cost / Of(l.Item))} lead_time_days={Days(l.Lead)}"
                + (l.Least > 0 ? $" minimum_rate={T(l.Least * Of(l.Item))} readiness_fee={T(l.Fee)} restart_days={Days(l.RestartMonths)} restart_cost={T(l.RestartCost)}" : "")
                + (l.Learning < 1 ? $" learning={T(l.Learning * 100)} units_made={T(l.Made * Of(l.Item))}" : ""));
        foreach (var r in Recipes) package.Recipe($"i{r.Item}", $"i{r.Input}", T(r.Quantity * Of(r.Input) / Of(r.Item)), r.IsChoice ? "g" : "");
        foreach (var l in Links)
            package.Add("links", $"supplier={Lines[l.Supplier].Id} customer={Lines[l.Customer].Id} item=i{l.Item} transport_days={Days(l.Transport)} qualified={(l.IsQualified ? "yes" : "no")}");
        if (Stocks.Count > 0) package.Add("parties", "id=store kind=company country=DE");
        foreach (var s in Stocks)
            package.Add("stocks", $"holder=store item=i{s.Item} quantity={T(s.Quantity * Of(s.Item))} {(double.IsInfinity(s.Life) ? "" : "shelf_life_days=" + Days(s.Life))} {(s.Holding > 0 ? "holding_cost=" + T(s.Holding / Of(s.Item)) : "")}");
        foreach (var e in Expansions)
            package.Add("expansions", $"id={e.Id} {(e.Line >= 0 ? "line=" + Lines[e.Line].Id : $"item=i{e.Item} unit_cost={T(e.Cost / Of(e.Item))} lead_time_days={Days(e.Lead)}")} country={(e.IsAbroad ? "FR" : "DE")} "
                + $"adds={T(e.Adds * Of(e.Item))} adds_unit=piece/month capex={T(e.Capex)} permit_months={e.Permit} build_months={e.Build} ramp_months={T(e.Ramp)} most={e.Most} earliest={Day(e.Earliest)}");
        foreach (var b in Budgets) package.Add("budgets", $"payer={b.Payer} year={b.Year} amount={T(b.Amount)} share={T(b.Share * 100)} {(b.OnlyHome ? "area=DE" : "")}");
        foreach (var d in Demands)
            package.Add("demands", $"buyer=DE item=i{d.Item} from={Day(d.From)} to={Day(d.To)} rate={T(d.Rate * Of(d.Item))} rate_unit=piece/month shortfall_price={T(d.Price / Of(d.Item))} priority={d.Priority} certainty={d.Certainty}");
        return package;
    }

    static string T(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static string Days(double months) => T(months * 365 / 12);
}

/// <summary>Draws small plans: two to four items, two to five lines, one to three expansions, three to six months.</summary>
sealed class SmallPlans(ulong seed)
{
    ulong _state = seed * 0xD1342543DE82EF95 + 77;

    int Below(int n)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)n);
    }

    bool Chance(int percent) => Below(100) < percent;

    double Half(int most) => Below(2 * most + 1) / 2.0;

    public SmallPlan Make()
    {
        var items = 2 + Below(3);
        // Line states multiply what is to be enumerated, so such cases are short.
        var hasStates = Chance(30);
        var hasLearning = !hasStates && Chance(30);
        var plan = new SmallPlan
        {
            Items = items, StartMonth = Chance(50) ? 1 : 9 + Below(4), Months = hasStates ? 3 : 3 + Below(4), Fine = Chance(70) ? 24 : Below(3), Rate = Chance(50) ? 0 : 0.25, IsFull = Chance(60),
        };
        var lines = 0;
        for (var i = 0; i < items; i++)
            for (var n = 1 + (lines < 4 && Chance(40) ? 1 : 0); n > 0; n--)
                plan.Lines.Add(new($"l{lines++}", i, 2 + Below(9), 1 + Below(9), Chance(50) ? 0 : Half(2)));
        for (var i = 0; i + 1 < items; i++)
        {
            // An item is made of later ones; two of them may be a choice.
            plan.Recipes.Add(new(i, i + 1, Chance(50) ? 1 : 0.5, i + 2 < items && Chance(50)));
            if (i + 2 < items && (plan.Recipes[^1].IsChoice || Chance(40))) plan.Recipes.Add(new(i, i + 2, Chance(50) ? 2 : 1, plan.Recipes[^1].IsChoice));
        }
        var expansions = hasStates ? 1 : 1 + Below(plan.Months <= 4 ? 3 : 2);
        for (var e = 0; e < expansions; e++)
        {
            var line = Chance(70) ? Below(lines) : -1;
            plan.Expansions.Add(new($"x{e}", line, line >= 0 ? plan.Lines[line].Item : Below(items), 2 + Below(8), 10 * (1 + Below(20)), Below(2), Below(3), Half(2), expansions == 1 && Chance(40) ? 2 : 1,
                1 + Below(9), Chance(50) ? 0 : Half(2), Below(2), line < 0 && Chance(50)));
        }
        if (Chance(60)) plan.Stocks.Add(new(Below(items), Below(12), Chance(60) ? 1 + Half(2) : double.PositiveInfinity, Chance(50) ? 0.5 : 0));
        plan.Demands.Add(new(0, 0, plan.Months - 1, 2 + Below(12), 5 + Below(40), 1, "firm"));
        if (Chance(40)) plan.Demands.Add(new(Below(items), Below(2), plan.Months - 1, 1 + Below(6), 5 + Below(40), 2, Chance(50) ? "option" : "intention"));
        if (Chance(50))
        {
            var share = Chance(50) ? 1 : 0.5;
            foreach (var year in Chance(70) ? new[] { 2026, 2027 } : [2026])
            {
                plan.Budgets.Add(new("DE", year, 10 * Below(20), share, false));
                if (Chance(50)) plan.Budgets.Add(new("FR", year, 10 * Below(20), 0.5, Chance(50)));
            }
        }
        if (hasStates)
        {
            var l = Below(lines);
            plan.Lines[l] = plan.Lines[l] with { Least = plan.Lines[l].Capacity * (Chance(50) ? 0.5 : 0.9), Fee = 2 * Below(5), RestartMonths = Half(1), RestartCost = 5 * Below(5) };
        }
        if (hasLearning)
        {
            var l = Below(lines);
            plan.Lines[l] = plan.Lines[l] with { Learning = Chance(50) ? 0.6 : 0.85, Made = 5 + Below(10) };
        }
        if (Chance(30) && plan.Recipes.Count > 0)
        {
            var recipe = plan.Recipes[Below(plan.Recipes.Count)];
            var customer = plan.Lines.FindIndex(l => l.Item == recipe.Item);
            for (var s = 0; s < lines; s++)
                if (plan.Lines[s].Item == recipe.Input) plan.Links.Add(new(s, customer, recipe.Input, Half(1), Chance(75)));
        }
        return plan;
    }
}
