using Vauban.Adapters.Formats;
using Vauban.App.Workbench.Access;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Disruption;

/// <summary>Scenarios that somebody may choose from: the package's, the workspace's own, and ready-made ones.</summary>
sealed class ThreatChoice
{
    readonly NamesIn _names;
    readonly IReadOnlyList<ThreatScenario> _package, _own;

    /// <summary>Scenarios of a network.</summary>
    /// <param name="network">Network, as it is seen.</param>
    /// <param name="at">Day from which the days of the package's events count; null takes the package's.</param>
    /// <param name="findings">What is wrong with the package's events, added to.</param>
    /// <param name="kept">The workspace's own scenarios, as <see cref="OwnThreat.Keep"/> gives them.</param>
    public ThreatChoice(Network network, DateOnly? at, ICollection<Finding> findings, string kept = "")
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(findings);
        _names = new(network);
        _package = Threats.Of(network.Package, at, findings);
        IsRead = findings.All(f => f.Severity != Severity.Error);
        _own = OwnThreat.Scenarios(kept);
    }

    /// <summary>True where those who name somebody are there too.</summary>
    public bool SeesNames { get; init; }

    /// <summary>False where a row of the package's events cannot be read.</summary>
    public bool IsRead { get; }

    /// <summary>The package's own.</summary>
    public IEnumerable<ThreatScenario> OfPackage => _package.Where(IsShown);

    /// <summary>How many of the package's are left out because they name somebody.</summary>
    public int LeftOut => _package.Count - OfPackage.Count();

    bool IsShown(ThreatScenario scenario) => SeesNames || !NamesSomebody(scenario, _names);

    /// <summary>A scenario by its name; null where there is none that may be seen.</summary>
    public ThreatScenario? Find(string name) => OfPackage.FirstOrDefault(s => s.Name == name) ?? _own.FirstOrDefault(s => s.Name == name && IsShown(s)) ?? Threats.Load(name, []);

    /// <summary>True where a scenario says which company, site or line fails.</summary>
    public static bool NamesSomebody(ThreatScenario scenario, NamesIn names)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(names);
        return scenario.Events.Any(e => ThreatTarget.TryParse(e.Target, out var target, out _) && target.NamesSomebody) || names.Speaks(scenario.Name) || names.Speaks(scenario.Title) || scenario.Events.Any(e => names.Speaks(e.Target) || names.Speaks(e.Cause));
    }
}
