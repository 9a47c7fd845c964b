using System.Text;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>What all together reach, what single failures leave of it, and the plans that spare them, kept from perimeter to perimeter of one set of goals.</summary>
/// <remarks>With nobody outside denied, a perimeter changes the program only by where unlisted supply stands. So an answer found for one
/// perimeter is that of another whose supplies stand in the same order.</remarks>
sealed class ExposureMemo
{
    readonly Dictionary<string, Answers> _known = new(StringComparer.Ordinal);
    (GoalCase? Case, Answers Known) _last;

    public Dictionary<Loss, double> Phi(GoalCase goalCase) => For(goalCase).Phi;

    /// <summary>Theta with nobody denied but those of "without", in the three readings, and some flows that reach it.</summary>
    public (double[] Theta, OutputPlan[] Plans) Widest(GoalCase goalCase, CancellationToken stop)
    {
        var known = For(goalCase);
        return known.Widest ??= goalCase.Widest(stop);
    }

    public KnownPlans Plans(GoalCase goalCase, Reading reading, CancellationToken stop)
    {
        var plans = For(goalCase).Plans;
        if (!plans.TryGetValue(reading, out var known)) plans[reading] = known = new(Widest(goalCase, stop).Plans[(int)reading]);
        return known;
    }

    /// <summary>Bounds on what a loss leaves; of the first perimeter that asked.</summary>
    public LossBounds Bounds(GoalCase goalCase, Reading reading)
    {
        var bounds = For(goalCase).Bounds;
        if (!bounds.TryGetValue(reading, out var known)) bounds[reading] = known = new(goalCase[reading], goalCase.Without);
        return known;
    }

    Answers For(GoalCase goalCase)
    {
        if (_last.Case == goalCase) return _last.Known;
        var key = new StringBuilder();
        foreach (var supply in goalCase.Table.All)
            if (supply.Kind is SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside) key.Append(supply.Item).Append(supply.Kind == SupplyKind.UnlistedInside ? 'i' : 'o');
        if (!_known.TryGetValue(key.ToString(), out var known)) _known[key.ToString()] = known = new();
        _last = (goalCase, known);
        return known;
    }

    sealed class Answers
    {
        public (double[] Theta, OutputPlan[] Plans)? Widest { get; set; }

        public Dictionary<Loss, double> Phi { get; } = [];

        public Dictionary<Reading, KnownPlans> Plans { get; } = [];

        public Dictionary<Reading, LossBounds> Bounds { get; } = [];
    }
}
