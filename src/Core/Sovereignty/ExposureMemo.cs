using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Sovereignty;

/// <summary>What single failures leave, kept from perimeter to perimeter of one set of goals.</summary>
/// <remarks>With nobody outside denied, a perimeter changes the program only by where unlisted supply stands. So an answer found for one
/// perimeter is that of another in which the same items have unlisted supply.</remarks>
sealed class ExposureMemo
{
    readonly Dictionary<string, Dictionary<(Reading, Actor), double>> _known = new(StringComparer.Ordinal);

    public Dictionary<(Reading, Actor), double> For(GoalCase goalCase)
    {
        var open = goalCase.Table.All.Where(s => s.Kind is SupplyKind.UnlistedInside or SupplyKind.UnlistedOutside).Select(s => s.Item).Distinct().Order();
        var key = string.Join(',', open);
        if (!_known.TryGetValue(key, out var known)) _known[key] = known = [];
        return known;
    }
}
