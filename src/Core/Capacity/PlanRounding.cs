namespace Vauban.Core.Capacity;

/// <summary>Values for the integers of a plan's program, made without a solve.</summary>
sealed class PlanRounding
{
    readonly PlanProgram _program;

    internal PlanRounding(PlanProgram program) => _program = program;

    /// <summary>Whole starts from parts, in the order and at the cost that budgets bear; lines with a least rate run on, and falling costs
    /// are used as far as what is made fills the pieces.</summary>
    /// <param name="point">A point of the program without integers.</param>
    /// <param name="threshold">Part of a start from which it counts as a whole one.</param>
    /// <param name="from">First period of choice; starts before it are whole in the point.</param>
    internal double[] Rounded(double[] point, double threshold, int from = 0)
    {
        var model = _program.Model;
        var trial = (double[])point.Clone();
        for (var j = 0; j < trial.Length; j++)
            if (model.Integer[j]) trial[j] = Math.Clamp(Math.Round(trial[j]), model.ColumnLower[j], model.ColumnUpper[j]);
        var starts = new PlanSchedule(_program).Round([.. _program.Start.Select(row => row.Select(c => c >= 0 ? Math.Max(0, point[c]) : 0).ToArray())], threshold, from);
        for (var e = 0; e < starts.Length; e++)
            for (var t = 0; t < starts[e].Length; t++)
                if (_program.Start[e][t] is >= 0 and var column) trial[column] = starts[e][t];
        SetStates(trial, 1, 0);
        return trial;
    }

    /// <summary>Nothing starts that is not decided, and lines with a least rate rest: what any budget and any input can bear.</summary>
    internal double[] Idle(double[] point)
    {
        var trial = Rounded(point, 1);
        foreach (var column in _program.Start.SelectMany(s => s).Where(c => c >= 0)) trial[column] = _program.Model.ColumnLower[column];
        SetStates(trial, 0, 1);
        foreach (var column in _program.Full) trial[column] = 0;
        return trial;
    }

    /// <summary>The starts and states of another plan of the same network and horizon.</summary>
    internal double[] Given(Plan plan, double[] point)
    {
        var trial = Rounded(point, 0.5);
        for (var e = 0; e < _program.Start.Length; e++)
            for (var t = 0; t < _program.Start[e].Length; t++)
                if (_program.Start[e][t] is >= 0 and var column)
                    trial[column] = plan.Starts.Where(s => !s.IsDecided && s.Expansion == _program.Data.Expansions[e].Row.Index && s.Period == t).Sum(s => s.Count);
        foreach (var (g, running, warm, _) in _program.States)
            if (plan.LineStates.FirstOrDefault(l => plan.Supplies[l.Supply].Id == _program.Data.Groups[g].First.Row.Id) is { } line)
                for (var t = 0; t < running.Length; t++)
                    if (running[t] >= 0) (trial[running[t]], trial[warm[t]]) = (line.States[t] is PlanLineState.Running or PlanLineState.Restarting ? 1 : 0, line.States[t] is PlanLineState.Warm ? 1 : 0);
        return trial;
    }

    void SetStates(double[] trial, int runs, int isWarm)
    {
        foreach (var (_, running, warm, _) in _program.States)
            for (var t = 0; t < running.Length; t++)
                if (running[t] >= 0) (trial[running[t]], trial[warm[t]]) = (runs, isWarm);
    }
}
