using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanProgram
{
    /// <summary>Lines with a least rate: group, and columns per period (-1 where the line does not exist).</summary>
    internal List<(int Group, int[] Running, int[] Warm, int[] Restart)> States { get; } = [];

    /// <summary>Lines whose cost falls: group, units at the start, ends of the pieces (units since the start) and columns [piece][period].</summary>
    internal List<(int Group, double[] Width, double[] Cost, int[][] Made)> Learning { get; } = [];

    /// <summary>Columns that say that a piece of a falling cost curve is full.</summary>
    internal List<int> Full { get; } = [];

    // Most that a group can start in a period, in months of need; where nothing limits it, all that is wanted over the whole time.
    double MostOf(int g, PlanPeriod period)
    {
        var group = Data.Groups[g];
        var most = group.Capacity[period.Index] / Data.Scale[group.Item];
        if (double.IsInfinity(most)) return _horizon.Months;
        foreach (var e in Data.Expansions)
            if (_groupOf[e.Source] == g) most += e.Adds * Math.Max(1, e.Most) * period.Months / Data.Scale[group.Item];
        return most;
    }

    void AddStates()
    {
        if (Data.Given.Parts is not null) return;
        for (var g = 0; g < Data.Groups.Length; g++)
            if (Data.Groups[g].First.Line is { MinimumRate.IsKnown: true } line && line.MinimumRate.Need(Data.Reading) > 0) AddStates(g, line);
    }

    void AddStates(int g, Line line)
    {
        var group = Data.Groups[g];
        var least = Math.Max(0, double.IsInfinity(line.MinimumRate.High) ? line.MinimumRate.Central : line.MinimumRate.Need(Data.Reading)) / Data.Scale[group.Item];
        double Euro(Quantity q) => q.IsKnown ? Math.Max(0, double.IsInfinity(q.Need(Data.Reading)) ? q.Central : q.Need(Data.Reading)) : 0;
        var restartMonths = Euro(line.RestartDays) / Units.DaysPerMonth;
        var (running, warm, restart) = (Columns(1)[0], Columns(1)[0], Columns(1)[0]);
        var before = -1;
        foreach (var period in _periods)
        {
            var t = period.Index;
            if (X[g][t] < 0 || group.Capacity[t] <= 0) continue;
            running[t] = Model.AddColumn(0, 0, 1, true, Name("running", line.Id, t));
            warm[t] = Model.AddColumn(Euro(line.ReadinessFee) * period.Months * Discount[t] / Money, 0, 1, true, Name("warm", line.Id, t));
            // 1 where the line comes back from the cold, by the rows below.
            restart[t] = Model.AddColumn(Euro(line.RestartCost) * Discount[t] / Money, 0, 1, false, Name("restart", line.Id, t));
            Model.AddRow(double.NegativeInfinity, 1, [running[t], warm[t]], [1, 1]);
            var back = new Terms();
            back.Add(restart[t], 1);
            back.Add(running[t], -1);
            back.Add(warm[t], -1);
            if (before >= 0)
            {
                back.Add(running[before], 1);
                back.Add(warm[before], 1);
            }
            // It runs when the plan begins.
            back.AddTo(Model, before >= 0 ? 0 : -1, double.PositiveInfinity);
            // Nor more, and only from the cold: a restart that is bought without need would lower the least rate of a line that runs.
            Model.AddRow(double.NegativeInfinity, 0, [restart[t], running[t], warm[t]], [1, -1, -1]);
            if (before >= 0) Model.AddRow(double.NegativeInfinity, 1, [restart[t], running[before], warm[before]], [1, 1, 1]);
            else Model.SetColumnBounds(restart[t], 0, 0);
            var most = MostOf(g, period);
            var floor = Math.Min(least * period.Months, group.Capacity[t] / Data.Scale[group.Item]);
            var (upper, lower) = (new Terms(), new Terms());
            upper.Add(X[g][t], 1);
            upper.Add(running[t], -Math.Max(most, floor));
            lower.Add(X[g][t], 1);
            lower.Add(running[t], -floor);
            for (var s = 0; s <= t; s++)
            {
                if (restart[s] < 0 || _horizon.Overlap(_periods[s].Offset, _periods[s].Offset + restartMonths, t) / period.Months is not (> 1e-12 and var lost)) continue;
                upper.Add(restart[s], lost * Math.Max(most, floor));
                lower.Add(restart[s], lost * floor);
            }
            upper.AddTo(Model, double.NegativeInfinity, 0, Name("at-most", line.Id, t));
            lower.AddTo(Model, 0, double.PositiveInfinity, Name("at-least", line.Id, t));
            before = t;
        }
        States.Add((g, running, warm, restart));
    }

    void AddLearning()
    {
        if (Data.Given.Parts is not null) return;
        for (var g = 0; g < Data.Groups.Length; g++)
            if (Data.Groups[g].First is { Line: { Learning.IsKnown: true, UnitsMade.IsKnown: true } line, Row.UnitCost: > 0 } source
                && line.Learning.Central < 100 && line.UnitsMade.Central > 0)
                AddLearning(g, source.UnitCost, line.UnitsMade.Central, Math.Log2(line.Learning.Need(Data.Reading) / 100));
    }

    // Crawford: the cost of the Q-th unit is C * (Q/Q0)^p with C the cost of the next one. What all units together cost is
    // concave, so a later piece, which is cheaper, may only be used once the earlier ones are full.
    void AddLearning(int g, double cost, double made, double power)
    {
        var group = Data.Groups[g];
        var scale = Data.Scale[group.Item];
        var most = _periods.Where(p => X[g][p.Index] >= 0).Sum(p => MostOf(g, p)) * scale;
        if (most <= 0 || power >= 0) return;
        var count = Data.Options.LearningSegments;
        var ends = Enumerable.Range(0, count + 1).Select(k => made * Math.Pow((made + most) / made, (double)k / count)).ToArray();
        var width = Enumerable.Range(0, count).Select(k => ends[k + 1] - ends[k]).ToArray();
        var costs = Enumerable.Range(0, count).Select(k => cost * Integral(ends[k] / made, ends[k + 1] / made, power) * made / width[k]).ToArray();
        var columns = Columns(count);
        var (filled, full) = (new int[count], new int[count]);
        Array.Fill(filled, -1);
        foreach (var period in _periods)
        {
            var t = period.Index;
            if (X[g][t] < 0) continue;
            Model.SetCost(X[g][t], 0);
            var sum = new Terms();
            sum.Add(X[g][t], -1);
            for (var k = 0; k < count; k++)
            {
                columns[k][t] = Model.AddColumn(costs[k] * scale * Discount[t] / Money, 0, width[k] / scale, false, Name("piece", $"{group.First.Row.Id}:{k}", t));
                sum.Add(columns[k][t], 1);
                var now = Model.AddColumn(0, 0, width[k] / scale, false, Name("filled", $"{group.First.Row.Id}:{k}", t));
                var state = new Terms();
                state.Add(now, 1);
                state.Add(columns[k][t], -1);
                if (filled[k] >= 0) state.Add(filled[k], -1);
                state.AddTo(Model, 0, 0);
                filled[k] = now;
                if (k > 0) Model.AddRow(double.NegativeInfinity, 0, [now, full[k - 1]], [1, -width[k] / scale]);
                if (k + 1 == count) continue;
                full[k] = Model.AddColumn(0, 0, 1, true, Name("full", $"{group.First.Row.Id}:{k}", t));
                Full.Add(full[k]);
                Model.AddRow(0, double.PositiveInfinity, [now, full[k]], [1, -width[k] / scale]);
            }
            sum.AddTo(Model, 0, 0);
        }
        Learning.Add((g, width, costs, columns));
    }

    static double Integral(double from, double to, double power) =>
        Math.Abs(power + 1) < 1e-12 ? Math.Log(to / from) : (Math.Pow(to, power + 1) - Math.Pow(from, power + 1)) / (power + 1);
}
