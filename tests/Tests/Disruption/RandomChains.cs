using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

/// <summary>Random chains that use everything the simulation knows: alternatives, links, switching, stocks that spoil, goals above what lies there,
/// makers without a limit, priorities, inputs that can be done without for a while.</summary>
sealed class RandomChains(ulong seed)
{
    ulong _state = seed * 0x9E3779B97F4A7C15 + 12345;

    public int Below(int n)
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)n);
    }

    bool Chance(int percent) => Below(100) < percent;

    public Chain Make()
    {
        var items = 3 + Below(4);
        var makers = new List<ChainMaker>();
        var uses = new ChainUse[items][];
        var groups = new ChainUse[items][][];
        for (var i = 0; i < items; i++)
        {
            uses[i] = [.. Enumerable.Range(i + 1, items - i - 1).Where(_ => Chance(40)).Select(j => new ChainUse(j, Chance(50) ? 1 : 0.5 + Below(3)) { IsImportant = Chance(20) })];
            var rest = Enumerable.Range(i + 1, items - i - 1).Where(j => uses[i].All(u => u.Item != j)).ToArray();
            groups[i] = rest.Length >= 2 && Chance(40) ? [[new(rest[0], 1), new(rest[1], Chance(50) ? 2 : 0.5)]] : [];
        }
        for (var i = 0; i < items; i++)
            for (var n = 1 + Below(3); n > 0; n--)
                makers.Add(new(i, Chance(10) ? double.PositiveInfinity : 5 + Below(60), uses[i]) { Groups = groups[i], LeadDays = Below(6), RecoveryDays = 10 + Below(30) });
        List<ChainLink> links = [];
        for (var c = 0; c < makers.Count; c++)
            foreach (var use in makers[c].Uses)
                if (Chance(25))
                {
                    var isFirst = true;
                    foreach (var s in Enumerable.Range(0, makers.Count).Where(s => makers[s].Item == use.Item))
                    {
                        links.Add(new(s, c, use.Item) { Share = isFirst ? 1 : 0, SwitchDays = isFirst ? 0 : Below(20), TransportDays = Below(4) });
                        isFirst = false;
                    }
                }
        List<ChainStock> stocks = [];
        for (var n = Below(4); n > 0; n--)
        {
            var quantity = Below(100);
            stocks.Add(new(Below(items), Chance(50) ? Below(makers.Count) : -1, quantity) { Target = Chance(30) ? quantity + Below(50) : quantity, ShelfDays = Chance(25) ? 5 + Below(40) : double.PositiveInfinity });
        }
        List<ChainDemand> demands = [new(0, 3 + Below(20), 1)];
        if (Chance(50)) demands.Add(new(Below(items), 1 + Below(6), 1) { Priority = 1 + Below(2) });
        return new([.. Enumerable.Repeat(10.0, items)], [.. makers], [.. links], [.. stocks], [.. demands]);
    }

    public StressEffect[] Effects(StressField field) =>
        [.. Enumerable.Range(0, 1 + Below(3)).Select(_ => new StressEffect(Below(20), [5 + Below(40)], [Below(field.Makers)], [], Chance(60) ? 0 : 0.25 * Below(4), Chance(40) ? Below(10) : 0, 0))];
}
