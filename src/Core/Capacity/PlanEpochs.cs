using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

/// <summary>The network as it counts in one stretch of months between changes of its rows.</summary>
sealed class PlanEpoch
{
    readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    readonly bool[] _stopped;
    readonly RecipeBook _book;
    readonly CapacityReading _capacities;
    readonly PlanOptions _options;

    internal PlanEpoch(Network whole, DateOnly day, PlanOptions options, IReadOnlyList<Goal> goals, IReadOnlyList<Goal> wanted)
    {
        _options = options;
        Network = whole.At(day, options.Status);
        Table = new(Network, options.Perimeter);
        _book = new(Table, options.Reading, null);
        Requirements = new(Table, goals, options.Reading, _book);
        _capacities = new(Table, options.Reading, Requirements.Need);
        foreach (var supply in Table.All) _byId.TryAdd(Key(supply.Kind == SupplyKind.Line, supply.Id), supply.Index);
        if (options.Alone) Consents = PlanConsents.Of(Table, options.Reading, wanted);
        Held = HeldItems();
        _stopped = [.. Table.All.Select(s => _book.Of(s).BlockedBy >= 0 || IsWithdrawn(s) || !CanHold(s))];
    }

    internal Network Network { get; }

    internal SupplyTable Table { get; }

    internal Requirements Requirements { get; }

    /// <summary>What consents held outside take away; null where outsiders take part.</summary>
    internal PlanConsents? Consents { get; }

    /// <summary>Shared items that somebody holds.</summary>
    internal bool[] Held { get; }

    internal Supply? Find(bool isLine, string id) => _byId.TryGetValue(Key(isLine, id), out var s) ? Table.All[s] : null;

    /// <summary>Per month, in the item's unit.</summary>
    internal double Capacity(Supply supply) => _stopped[supply.Index] || IsDenied(supply) ? 0 : _capacities.Of(supply);

    internal bool IsStopped(Supply supply) => _stopped[supply.Index];

    internal bool SharesTotal(int total) => _capacities.SharesTotal(total);

    internal double Remainder(int total) => _capacities.Remainder(total);

    internal RecipeReading Recipe(Supply supply) => _book.Of(supply);

    static string Key(bool isLine, string id) => (isLine ? "l\u001f" : "o\u001f") + id;

    bool IsWithdrawn(Supply supply) => Consents is { } lost && lost.Stopped[supply.Index];

    bool IsDenied(Supply supply) => _options.Alone && !supply.Inside[_options.Reading];

    // Held: at least one holder, whose own shared inputs are held; from all held downwards, since loops of know-how are legal.
    bool[] HeldItems()
    {
        var held = new bool[Network.Items.Count];
        var shared = Network.Items.Where(i => i.IsShared).Select(i => i.Index).ToArray();
        foreach (var item in shared) held[item] = true;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var item in shared)
            {
                if (!held[item] || Table.OfItem[item].ToArray().Any(s => !IsDenied(Table.All[s]) && !IsWithdrawn(Table.All[s]) && Exists(Table.All[s]) && CanHold(Table.All[s], held))) continue;
                held[item] = false;
                changed = true;
            }
        }
        return held;
    }

    bool Exists(Supply supply) => supply.Kind switch
    {
        SupplyKind.Missing => false,
        SupplyKind.Line => (supply.IsTrusted || _options.Reading == Reading.Optimistic) && !(supply.Capacity.IsKnown && supply.Capacity.High <= 0),
        _ => _capacities.Of(supply) > 0,
    };

    bool CanHold(Supply supply) => CanHold(supply, Held);

    bool CanHold(Supply supply, bool[] held)
    {
        var recipe = _book.Of(supply);
        return recipe.Held.All(u => held[u.Input]) && recipe.Groups.All(g => g.Any(u => !Network.Items[u.Input].IsShared || held[u.Input]));
    }
}

/// <summary>The epochs of a plan: rows have dates, so capacity and recipes change with the months.</summary>
sealed class PlanEpochs
{
    readonly PlanEpoch[] _ofMonth;

    internal PlanEpochs(Network network, PlanHorizon horizon, PlanOptions options, IReadOnlyList<Goal> goals, IReadOnlyList<Goal> wanted)
    {
        // A total of a later day holds what was added until then; what is added is the plan's to say, so only totals of its first day count.
        network = network.WithTotalsUntil(horizon.First);
        var changes = Changes(network, options.Alone || options.Holds.Count > 0).Where(d => d > horizon.First && d < horizon.First.AddMonths(horizon.Months)).ToArray();
        _ofMonth = new PlanEpoch[horizon.Months];
        var list = new List<PlanEpoch>();
        for (int month = 0, passed = -1; month < horizon.Months; month++)
        {
            var day = horizon.First.AddMonths(month);
            var now = changes.Count(d => d <= day);
            if (now != passed) list.Add(new(network, day, options, goals, wanted));
            passed = now;
            _ofMonth[month] = list[^1];
        }
        All = list;
    }

    /// <summary>In order of time.</summary>
    internal IReadOnlyList<PlanEpoch> All { get; }

    /// <summary>The one that holds in a month: a row counts in a month if it counts on its first day.</summary>
    internal PlanEpoch Of(int month) => _ofMonth[month];

    static SortedSet<DateOnly> Changes(Network network, bool hasConsents)
    {
        var days = new SortedSet<DateOnly>();
        foreach (var row in network.Lines) Add(row.Start, row.End);
        foreach (var row in network.Recipes) Add(row.Start, row.End);
        foreach (var row in network.Ownerships) Add(row.Start, row.End);
        // Consents matter only where somebody outside may withdraw them.
        if (hasConsents)
            foreach (var row in network.Restrictions) Add(row.Start, row.End);
        return days;

        void Add(DateOnly? start, DateOnly? end)
        {
            if (start is { } first) days.Add(first);
            if (end is { } last && last < DateOnly.MaxValue) days.Add(last.AddDays(1));
        }
    }
}
