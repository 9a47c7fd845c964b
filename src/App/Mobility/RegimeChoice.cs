using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Mobility;
using Vauban.Core.Model;

namespace Vauban.App.Mobility;

/// <summary>The options that questions of mobility share: under which permissions, and without which links.</summary>
sealed class RegimeChoice
{
    readonly Option<string> _regime = new("--regime") { Description = "Permission regime: as the package lists, a ceiling of 5 or 3 working days or of 6 hours, or a regime of the package.", HelpName = "listed|5-working-days|3-working-days|emergency-6-hours|NAME", DefaultValueFactory = _ => PermissionRegime.Listed };
    readonly Option<bool> _atBorder = new("--at-border") { Description = "Permissions are applied for at each border, not all at the start." };
    readonly Option<string[]> _without = new("--without") { Description = "Transport link that cannot be used, for example lost to weather or works. May be repeated.", HelpName = "LINK", DefaultValueFactory = _ => [] };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _regime, _atBorder, _without }) command.Options.Add(option);
    }

    public string Regime(Call call, Network network)
    {
        var regime = call.Value(_regime)!;
        Known(call, "regime", regime, PermissionRegime.All.Concat(network.Permissions.Select(p => p.Regime)).Distinct());
        return regime;
    }

    public PermissionTime Permissions(Call call) => call.Value(_atBorder) ? PermissionTime.AtBorder : PermissionTime.AtStart;

    public IReadOnlyList<string> Without(Call call, Network network)
    {
        var ids = call.Value(_without) ?? [];
        foreach (var id in ids) Known(call, "link", id, network.TransportLinks.Select(l => l.Id));
        return ids;
    }

    /// <summary>Refuses what is not there, with the nearest that is.</summary>
    /// <exception cref="InputException">It is not there.</exception>
    public static void Known(Call call, string what, string id, IEnumerable<string> known)
    {
        var all = known.ToArray();
        if (all.Contains(id)) return;
        throw new InputException(Spelling.Nearest(id, all) is { } near ? call.Texts.Format($"mobility.{what}.nearest", id, near) : call.Texts.Format($"mobility.{what}.unknown", id, string.Join(", ", all.Take(20))));
    }
}
