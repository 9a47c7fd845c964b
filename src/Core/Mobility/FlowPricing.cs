namespace Vauban.Core.Mobility;

/// <summary>One leg of a journey. Times are minutes from the day on which the shipment is ready.</summary>
readonly record struct FlowLeg(int Link, int From, int To, long Depart, long Arrive, bool IsChange);

/// <summary>What uses up a capacity of one day.</summary>
enum FlowUse
{
    /// <summary>A link, on the day on which goods leave over it.</summary>
    Link,
    /// <summary>A place, on the day on which goods come in or are loaded.</summary>
    Place,
    /// <summary>A change of mode or gauge, on the day on which goods leave after it.</summary>
    Change,
}

/// <summary>Finds the journey that costs least where capacities of single days have prices: label setting over time and cost.</summary>
/// <remarks>Goods may stay at any place for any number of days and leave as early as they can on the day on which they leave. Who is earlier and has cost less can do all
/// that who is later and has cost more can, so of two such labels of one place and carriage one is dropped.</remarks>
/// <param name="search">Steps of the shipment.</param>
/// <param name="shipment">Shipment.</param>
/// <param name="days">Days after its first that are looked at.</param>
sealed class FlowPricing(RouteSearch search, FlowShipment shipment, int days)
{
    readonly List<Label> _labels = [];
    readonly Dictionary<(int Node, int Carriage), List<int>> _settled = [];

    readonly record struct Label(int Node, int Carriage, long Time, ulong Mask, double Cost, FlowLeg Leg, int Parent);

    /// <summary>The cheapest journey, or null where none costs less than a bound.</summary>
    /// <param name="bound">What it has to cost less than.</param>
    /// <param name="price">Price of a tonne of a capacity on a day, counted from the shipment's first; not below zero.</param>
    /// <param name="cost">Cost of a tonne over a link.</param>
    /// <param name="atEnd">Cost of a tonne that arrives after so many minutes; not falling.</param>
    public (IReadOnlyList<FlowLeg> Legs, double Cost)? Best(double bound, Func<FlowUse, int, int, double> price, Func<int, double> cost, Func<long, double> atEnd)
    {
        _labels.Clear();
        _settled.Clear();
        var (best, last) = (-1, (days + 1) * PermissionBook.Day);
        var queue = new PriorityQueue<int, (long, double, int)>();
        Push(new(shipment.Origin, -1, 0, 0, 0, default, -1));
        while (queue.TryDequeue(out var at, out _))
        {
            var label = _labels[at];
            if (label.Cost + atEnd(label.Time) >= bound || IsDominated(label)) continue;
            if (label.Node == shipment.Destination)
            {
                (best, bound) = (at, label.Cost + atEnd(label.Time));
                continue;
            }
            if (!_settled.TryGetValue((label.Node, label.Carriage), out var list)) _settled[(label.Node, label.Carriage)] = list = [];
            list.Add(at);
            foreach (var link in search.UsableFrom(label.Node)) Leave(at, link);
        }
        return best < 0 ? null : (Legs(best), bound);

        void Push(Label label)
        {
            if (label.Time >= last || label.Cost + atEnd(label.Time) >= bound || IsDominated(label)) return;
            _labels.Add(label);
            queue.Enqueue(_labels.Count - 1, (label.Time, label.Cost, _labels.Count));
        }

        void Leave(int at, int link)
        {
            var label = _labels[at];
            var transfer = search.TransferMinutes(label.Node, label.Carriage, link);
            for (var day = label.Time / PermissionBook.Day; day <= days; day++)
            {
                // Ready so late that it leaves on that day: a change of mode comes before.
                var ready = Math.Max(label.Time, day * PermissionBook.Day - transfer);
                if (search.TryStep(label.Node, label.Carriage, ready, label.Mask, shipment.Origin, link) is not { } step) return;
                // Back at the origin nothing is gained.
                if (step.Arrive >= last || step.Node == shipment.Origin) return;
                day = Math.Max(day, step.Depart / PermissionBook.Day);
                var loading = label.Parent < 0 ? price(FlowUse.Place, label.Node, (int)(step.Depart / PermissionBook.Day)) : 0;
                var prices = loading + price(FlowUse.Link, link, (int)(step.Depart / PermissionBook.Day)) + price(FlowUse.Place, step.Node, (int)(step.Arrive / PermissionBook.Day))
                    + (step.IsChange ? price(FlowUse.Change, label.Node, (int)(step.Depart / PermissionBook.Day)) : 0);
                Push(new(step.Node, step.Carriage, step.Arrive, step.Mask, label.Cost + prices + cost(link), new(link, label.Node, step.Node, step.Depart, step.Arrive, step.IsChange), at));
                // Where nothing has a price, leaving later gains nothing.
                if (prices <= 0) return;
            }
        }
    }

    bool IsDominated(Label label)
    {
        foreach (var at in _settled.GetValueOrDefault((label.Node, label.Carriage)) ?? [])
            if (_labels[at].Time <= label.Time && _labels[at].Cost <= label.Cost && (_labels[at].Mask & label.Mask) == label.Mask) return true;
        return false;
    }

    List<FlowLeg> Legs(int at)
    {
        var legs = new List<FlowLeg>();
        for (; _labels[at].Parent >= 0; at = _labels[at].Parent) legs.Add(_labels[at].Leg);
        legs.Reverse();
        return legs;
    }
}
