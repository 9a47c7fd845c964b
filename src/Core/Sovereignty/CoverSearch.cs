using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>How long goals are still met once somebody is gone: until stocks run out, or before others have been switched to.</summary>
static class CoverSearch
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];

    // Ends of the interval closer than this, in days or as a share of them, are one.
    const double Days = 1e-3, Share = 1e-6;

    /// <summary>Days by reading, at most <see cref="SovereigntyOptions.CoverCapDays"/>.</summary>
    /// <param name="goals">Goals, without those who are gone.</param>
    /// <param name="before">Share of the goals reached before, by reading; above 1 counts as 1.</param>
    /// <param name="stop">Cancels.</param>
    public static (double Low, double Central, double High) Run(GoalCase goals, Figure before, CancellationToken stop)
    {
        var days = Readings.Select(r => Run(goals, r, Math.Min(1, before[r]), stop)).ToArray();
        return (days.Min(), days[1], days.Max());
    }

    // Between two times of switching, what can be delivered by a day is a concave function of the day (the right-hand sides of a linear
    // program grow with it), and what is asked for is a line: the days that are covered are one interval from the start.
    static double Run(GoalCase goals, Reading reading, double level, CancellationToken stop)
    {
        var network = goals.Table.Network;
        if (level <= 0) return 0;
        var ends = network.Links.Select(l => l.SwitchDays).Where(d => d.IsKnown).Select(d => d.Need(reading))
            .Where(d => d > 0 && d < SovereigntyOptions.CoverCapDays).Append(SovereigntyOptions.CoverCapDays).Distinct().Order();
        var from = 0.0;
        foreach (var end in ends)
        {
            if (IsMet(end))
            {
                from = end;
                continue;
            }
            var to = end;
            while (to - from > Math.Max(Days, Share * to))
            {
                var middle = (from + to) / 2;
                if (IsMet(middle)) from = middle;
                else to = middle;
            }
            return from <= Days ? 0 : from;
        }
        return SovereigntyOptions.CoverCapDays;

        bool IsMet(double window) => goals[reading].Solve(goals.Without, OutputCase.Plain with { WindowDays = window, Cap = 1 }, stop).Theta >= level - OutputProgram.Tolerance;
    }
}
