using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Disruption;

/// <summary>What a target hits in a network, before anything is played.</summary>
/// <param name="Sources">Lines and other sources of the goals' chain, central reading.</param>
/// <param name="Links">Links between them.</param>
public sealed record ThreatReach(int Sources, int Links)
{
    /// <summary>Links and places of the transport network.</summary>
    public int Transport { get; init; }

    /// <summary>True where it hits nothing, so that a scenario with it alone loses nothing.</summary>
    public bool IsNothing => Sources == 0 && Links == 0 && Transport == 0;

    /// <summary>What each target hits.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="targets">Targets, as events write them; one that cannot be read hits nothing.</param>
    /// <param name="options">For which goals, for whom, when.</param>
    /// <returns>One for each target, in their order.</returns>
    /// <exception cref="ArgumentException">An option is out of its range or names what is not there.</exception>
    public static IReadOnlyList<ThreatReach> Of(Network network, IReadOnlyList<string> targets, StressOptions options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid(network);
        var table = new SupplyTable(network.At(options.At, options.Status), options.Perimeter);
        var chain = ChainReader.Read(table, SurviveEngine.Goals(table.Network, options.Technologies, options.Verb), Reading.Central);
        return [.. targets.Select(t => ThreatTarget.TryParse(t, out var target, out _) ? new ThreatReach(target.Makers(table, chain, Reading.Central).Length, target.Links(table, chain).Length) { Transport = On(target.Transport(network)) } : new(0, 0))];
    }

    static int On((IReadOnlyList<int> Links, IReadOnlyList<int> Nodes) hit) => hit.Links.Count + hit.Nodes.Count;
}
