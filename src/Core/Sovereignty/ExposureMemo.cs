using System.Text;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>What single failures leave, and the plans that spare them, kept from perimeter to perimeter of one set of goals.</summary>
/// <remarks>With nobody outside denied, a perimeter changes the program only by where unlisted supply stands. So an answer found for one
/// perimeter is that of another whose supplies stand in the same order.</remarks>
sealed class ExposureMemo
{
    readonly Dictionary<string, (Dictionary<(Reading, Actor), double> Phi, Dictionary<Reading, List<OutputPlan>> Plans)> _known = new(StringComparer.Ordinal);

    public Dictionary<(Reading, Actor), double> Phi(GoalCase goalCase) => For(goalCase).Phi;

    public List<OutputPlan> Plans(GoalCase goalCase, Reading reading)
    {
        var plans = For(goalCase).Plans;
        if (!plans.TryGetValue(reading, out var list)) plans[reading] = list = [];
        return list;
    }

    (Dictionary<(Reading, Actor), double> Phi, Dictionary<Reading, List<OutputPlan>> Plans) For(GoalCase goalCase)
    {
        if (_last.Case == goalCase) return _last.Known;
        var key = new StringBuilder();
        foreach (var supply in goalCase.Table.All)
            if (supply.Kind is SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside) key.Append(supply.Item).Append(supply.Kind == SupplyKind.UnlistedInside ? 'i' : 'o');
        if (!_known.TryGetValue(key.ToString(), out var known)) _known[key.ToString()] = known = ([], []);
        _last = (goalCase, known);
        return known;
    }

    (GoalCase? Case, (Dictionary<(Reading, Actor), double> Phi, Dictionary<Reading, List<OutputPlan>> Plans) Known) _last;
}
