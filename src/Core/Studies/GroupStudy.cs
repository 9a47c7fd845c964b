using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Core.Studies;

/// <summary>Settings of a study of groups.</summary>
public sealed record GroupOptions
{
    /// <summary>Most states of a group.</summary>
    public const int MostStates = 40;

    /// <summary>The joint procurement: items, states, window.</summary>
    public PoolOptions Pool { get; init; } = new();

    /// <summary>Countries that might join beside other buyers of the items. Null takes those that the rules name.</summary>
    public CountrySet? Candidates { get; init; }

    /// <summary>Day of the assessment: stands in for a decisive day that the facts do not state. Null: such a day is missing.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Facts of the contract and of those who take part, by their ids or countries.</summary>
    public FactSet Contract { get; init; } = FactSet.Empty;
}

/// <summary>Which groups of states meet each instrument's minimum membership, which smallest additions would, and what the instruments pay at most.</summary>
/// <remarks>
/// A rule of a pack is about membership where it counts, or asks for one of, those who take part. Nothing of it is known here: members are put into the
/// rule's list and the pack answers. Members that every part of a rule answers alike about, and that it counts apart from all others, are
/// interchangeable, so that groups are told apart by how many of each kind they have: forty states of a few kinds make a few hundred, not 2^40.
/// </remarks>
public static class GroupStudy
{
    /// <summary>Looks at every rule about membership of some packs.</summary>
    /// <param name="network">Network at the day of the assessment.</param>
    /// <param name="options">Settings.</param>
    /// <param name="packs">Packs.</param>
    /// <param name="vocabulary">Facts there are.</param>
    /// <param name="stop">Cancels.</param>
    /// <exception cref="ArgumentException">Nobody wants the item, an option is out of its range, or there are more states than <see cref="GroupOptions.MostStates"/>.</exception>
    public static GroupResult Run(Network network, GroupOptions options, IReadOnlyList<Pack> packs, IReadOnlyList<FactSpec> vocabulary, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(packs);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var demanded = PoolValue.Of(network, options.Pool);
        var buyers = network.Demands.Where(d => options.Pool.Items.Contains(network.Items[d.Item].Id)).GroupBy(d => d.Buyer, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.First()).ToArray();
        var given = buyers.Where(b => options.Pool.States.Count == 0 || options.Pool.States.Contains(b.Buyer)).ToArray();
        if (given.Length > GroupOptions.MostStates) throw new ArgumentException($"At most {GroupOptions.MostStates} states at once, not {given.Length}.", nameof(options));
        var ways = packs.SelectMany(p => p.Rules.Where(r => r.Kind == RuleKind.Condition).Select(r => (Pack: p, Rule: r, List: GroupWayReader.ListOf(r)))).Where(w => w.List is not null).ToArray();
        var members = Members(network, given, [.. buyers.Except(given)], options.Candidates ?? ways.Aggregate(CountrySet.Empty, (set, w) => set.Union(GroupWayReader.AreaOf(w.Pack, w.Rule))));
        var findings = new List<Finding>();
        var item = network.Items.First(i => options.Pool.Items.Contains(i.Id));
        var facts = packs.ToDictionary(p => p.Name, p => ProductFacts.Of(network, item, options.Contract, p.Instrument, vocabulary, findings), StringComparer.Ordinal);
        var stated = packs.Select(p => facts[p.Name].Root.Facts.GetValueOrDefault("contract.value")).FirstOrDefault(v => v is { IsKnown: true });
        var value = stated?.Number ?? demanded;
        var list = new List<GroupWay>();
        foreach (var (pack, rule, name) in ways)
        {
            stop.ThrowIfCancellationRequested();
            // What one rule of a pack takes as given (a structure of its own, another instrument), another rule of it does not.
            var others = ways.Where(w => w.Pack == pack && w.Rule != rule).SelectMany(w => GroupWayReader.Flags(w.Rule.Applies)).Distinct(StringComparer.Ordinal).ToArray();
            list.Add(new GroupWayReader(pack, rule, name!, members, facts[pack.Name], options.Date).Read(others, value, stop));
        }
        // Rows about parties that no instrument asks for are other features'.
        return new(members, list, options.Date, value, stated is not null) { Findings = [.. findings.Where(f => f.Code != "W-FACT-01").DistinctBy(f => (f.Code, f.Place, string.Join('|', f.Values)))] };
    }

    static GroupMember[] Members(Network network, Demand[] given, Demand[] others, CountrySet candidates)
    {
        var list = new List<GroupMember>();
        void Add(string id, string name, CountrySet country, bool isGiven) => list.Add(new(list.Count, id, name, country, isGiven));
        void Buyer(Demand d, bool isGiven)
        {
            var party = d.BuyerParty >= 0 ? network.Parties[d.BuyerParty] : null;
            Add(d.Buyer, party?.Name ?? d.Buyer, party?.Country ?? d.BuyerCountry, isGiven);
        }
        foreach (var d in given) Buyer(d, true);
        foreach (var d in others) Buyer(d, false);
        var taken = list.Where(m => m.Country.Count == 1).Aggregate(CountrySet.Empty, (set, m) => set.Union(m.Country));
        foreach (var code in candidates.Except(taken).Codes)
            if (Countries.TryFind(code, out var country)) Add(code, code, CountrySet.Of(country), false);
        return [.. list];
    }
}
