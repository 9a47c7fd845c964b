using Vauban.App.Workbench.Access;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Kit;

/// <summary>Perimeters to choose from: the workspace's, then every named set.</summary>
static class PerimeterChoice
{
    /// <summary>Value for the address, and name.</summary>
    /// <param name="caller">Workspace.</param>
    /// <param name="chosen">What is chosen now, which may be a list of countries of the user's own.</param>
    public static IReadOnlyList<(string Value, string Text)> Of(CallerWorkspace caller, Perimeter chosen)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(chosen);
        var all = caller.Perimeters.Append(chosen).Select(p => (Text(p), p.Name)).Concat(Countries.SetNames.Where(n => Countries.Sets[n] != CountrySet.World && Countries.Sets[n].Count > 1).Select(n => (n, n)));
        return [.. all.DistinctBy(p => p.Item2.Replace(' ', '-'))];
    }

    /// <summary>A perimeter as the command line and the address write it.</summary>
    public static string Text(Perimeter perimeter)
    {
        ArgumentNullException.ThrowIfNull(perimeter);
        // A name with a space has a second one without, which reads better in an address.
        var set = Countries.SetNames.FirstOrDefault(n => !n.Contains(' ', StringComparison.Ordinal) && (n == perimeter.Name || n.Replace('-', ' ') == perimeter.Name));
        return set is not null && Countries.Sets[set] == perimeter.Members ? set : $"{perimeter.Name}={string.Join('+', perimeter.Members.Codes)}";
    }
}
