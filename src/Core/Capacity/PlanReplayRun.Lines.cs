using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

sealed partial class PlanReplayRun
{
    double[] _readiness = [], _restart = [];

    void CheckLineStates()
    {
        (_readiness, _restart) = (new double[_periods], new double[_periods]);
        var stated = new HashSet<int>();
        foreach (var states in _plan.LineStates)
        {
            var supply = _plan.Supplies[states.Supply];
            if (supply.Line < 0 || !stated.Add(supply.Line))
            {
                Add(PlanContradictionKind.LineState, Address(supply), -1, 1, supply.Line);
                continue;
            }
            PlayLine(supply, _network.Lines[supply.Line], states.States);
        }
        foreach (var supply in _plan.Supplies)
            if (supply.Line >= 0 && !stated.Contains(supply.Line) && _network.Lines[supply.Line].MinimumRate is { IsKnown: true } least && Known(least) > 0)
                for (var t = 0; t < _periods; t++)
                    if (Base(supply, _plan.Periods[t].Offset) > 0) AtLeast(PlanContradictionKind.LineState, Address(supply), t, Known(least) * _plan.Periods[t].Months, _plan.Production[supply.Index][t]);
    }

    // Ready is the month from which a line that started again can work.
    void PlayLine(PlanSupply supply, Line line, IReadOnlyList<PlanLineState> states)
    {
        var where = line.From.Address;
        var restart = line.RestartDays.IsKnown ? Known(line.RestartDays) / Units.DaysPerMonth : 0;
        var least = line.MinimumRate.IsKnown ? Known(line.MinimumRate) : 0;
        var before = PlanLineState.Running;
        var ready = 0.0;
        foreach (var period in _plan.Periods)
        {
            var t = period.Index;
            var (made, state) = (_plan.Production[supply.Index][t], states[t]);
            var own = _plan.Capacity[supply.Index][t] - _added[supply.Index][t];
            // A line that does not count in a period keeps the state it had.
            if (own <= 0) continue;
            if (before == PlanLineState.Cold && state != PlanLineState.Cold)
            {
                ready = period.Offset + restart;
                if (line.RestartCost.IsKnown) _restart[t] += Known(line.RestartCost);
            }
            // Only what was cold starts again, and it takes its time.
            if (state == PlanLineState.Restarting && ready <= period.Offset + PlanReplay.Tolerance) Add(PlanContradictionKind.LineState, where, t, ready, period.Offset);
            if (state == PlanLineState.Warm && line.ReadinessFee.IsKnown) _readiness[t] += Known(line.ReadinessFee) * period.Months;
            var share = state == PlanLineState.Running ? Math.Clamp((period.End - ready) / period.Months, 0, 1) : 0;
            var size = double.IsInfinity(own) ? 0 : _plan.Capacity[supply.Index][t];
            AtLeast(PlanContradictionKind.LineState, where, t, Math.Min(least * period.Months, own) * share, made, size);
            if (share < 1) AtMost(PlanContradictionKind.LineState, where, t, share <= 0 ? 0 : _plan.Capacity[supply.Index][t] * share, made, size);
            before = state;
        }
    }

    void CheckProductionCost()
    {
        foreach (var supply in _plan.Supplies)
        {
            var curve = CurveOf(supply);
            var (units, paid) = (0.0, 0.0);
            for (var t = 0; t < _periods; t++)
            {
                var made = _plan.Production[supply.Index][t];
                var cost = _plan.ProductionCost[supply.Index][t];
                units += made;
                paid += cost;
                if (curve is null && IsLearning(supply)) AtMost(PlanContradictionKind.Cost, Address(supply), t, made * supply.UnitCost!.Value, cost);
                else if (curve is null) Same(PlanContradictionKind.Cost, Address(supply), t, made * (supply.UnitCost ?? 0), cost);
                else
                {
                    // The pieces never cost more than the smooth curve, and at most what a piece leaves under it less.
                    Same(PlanContradictionKind.Cost, Address(supply), t, curve.InPieces(units), paid, curve.InPieces(units));
                    Between(PlanContradictionKind.Cost, Address(supply), t, curve.Smooth(units) - curve.LargestGap, curve.Smooth(units), paid);
                }
            }
        }
    }

    bool IsLearning(PlanSupply supply) => supply is { Line: >= 0, UnitCost: > 0 } && _network.Lines[supply.Line] is { Learning.IsKnown: true, UnitsMade.IsKnown: true } line
        && Known(line.Learning) < 100 && line.UnitsMade.Central > 0;

    // The pieces reach as far as the line could come with all its expansions from the first day; without any limit they have no end to compare with.
    LearningCurve? CurveOf(PlanSupply supply)
    {
        if (!IsLearning(supply)) return null;
        var line = _network.Lines[supply.Line];
        var most = 0.0;
        for (var t = 0; t < _periods; t++) most += _plan.Capacity[supply.Index][t] - _added[supply.Index][t];
        foreach (var row in _network.Expansions.Where(e => e.Line == supply.Line && e.Adds.IsKnown && (e.IsDecided || _case.Expansions is null || _case.Expansions.Contains(e.Index))))
            most += Adds(row) * Math.Max(1, row.Most.IsKnown ? Math.Floor(row.Most.Supply(_reading) + PlanReplay.Tolerance) : 1) * Horizon;
        return most > 0 && !double.IsInfinity(most) ? new(supply.UnitCost!.Value, line.UnitsMade.Central, Known(line.Learning) / 100, most, _plan.Options.LearningSegments) : null;
    }
}

/// <summary>Cost of units by Crawford's curve: the Q-th unit costs cost x (Q / made) to the power of log2(learning), made being the units so far.</summary>
sealed class LearningCurve
{
    readonly double _cost, _made, _power;
    readonly double[] _ends, _paid;

    public LearningCurve(double cost, double made, double learning, double most, int pieces)
    {
        (_cost, _made, _power) = (cost, made, Math.Log2(learning));
        (_ends, _paid) = (new double[pieces + 1], new double[pieces + 1]);
        for (var k = 0; k <= pieces; k++)
        {
            _ends[k] = made * Math.Pow((made + most) / made, (double)k / pieces) - made;
            _paid[k] = Smooth(_ends[k]);
            if (k > 0) LargestGap = Math.Max(LargestGap, GapOf(k));
        }
    }

    /// <summary>Most by which the pieces lie below the curve, EUR.</summary>
    public double LargestGap { get; }

    /// <summary>Cost of the next units by the curve, EUR: its integral.</summary>
    public double Smooth(double units) => Math.Abs(_power + 1) < 1e-12 ? _cost * _made * Math.Log((_made + units) / _made)
        : _cost * _made / (_power + 1) * (Math.Pow((_made + units) / _made, _power + 1) - 1);

    /// <summary>Cost of the next units in pieces of one price each, EUR.</summary>
    public double InPieces(double units)
    {
        var k = 1;
        while (k < _ends.Length - 1 && units > _ends[k]) k++;
        return _paid[k - 1] + (units - _ends[k - 1]) * Slope(k);
    }

    double Slope(int piece) => (_paid[piece] - _paid[piece - 1]) / (_ends[piece] - _ends[piece - 1]);

    // The curve is farthest above a piece where its unit costs what the piece takes for each.
    double GapOf(int piece)
    {
        var units = _made * Math.Pow(Slope(piece) / _cost, 1 / _power) - _made;
        return Smooth(units) - _paid[piece - 1] - (units - _ends[piece - 1]) * Slope(piece);
    }
}
