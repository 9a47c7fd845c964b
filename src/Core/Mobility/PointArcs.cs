using Vauban.Core.Model;

namespace Vauban.Core.Mobility;

/// <summary>A transport network as directed arcs with minutes, and what rests on its places and links as seen from one place.</summary>
sealed class PointArcs
{
    readonly List<(int From, int To, int Link, long Minutes)> _arcs = [];
    readonly List<int>[] _out, _in;

    public PointArcs(Network network)
    {
        Places = network.TransportNodes.Count;
        foreach (var link in network.TransportLinks)
        {
            if (link.A == link.B || link.Mode.Length == 0 || RouteSearch.MinutesOf(link, Reading.Central) is not { } minutes) continue;
            // A way of no length still is a step.
            _arcs.Add((link.A, link.B, link.Index, Math.Max(1, minutes)));
            if (!link.IsOneWay) _arcs.Add((link.B, link.A, link.Index, Math.Max(1, minutes)));
        }
        (_out, _in) = (Lists(), Lists());
        for (var a = 0; a < _arcs.Count; a++)
        {
            _out[_arcs[a].From].Add(a);
            _in[_arcs[a].To].Add(a);
        }

        List<int>[] Lists() => [.. Enumerable.Range(0, Places).Select(_ => new List<int>())];
    }

    public int Places { get; }

    /// <summary>Adds what the fastest ways from a place lead over; gives how many places it reaches.</summary>
    public long AddFastest(int source, double[] between, double[] links)
    {
        var time = new long[Places];
        Array.Fill(time, long.MaxValue);
        time[source] = 0;
        var (ways, order, isDone) = (new double[Places], new List<int>(), new bool[Places]);
        ways[source] = 1;
        var queue = new PriorityQueue<int, (long, int)>([(source, (0, source))]);
        while (queue.TryDequeue(out var at, out _))
        {
            if (isDone[at]) continue;
            isDone[at] = true;
            order.Add(at);
            foreach (var a in _out[at])
            {
                var (_, to, _, minutes) = _arcs[a];
                if (time[at] + minutes < time[to])
                {
                    (time[to], ways[to]) = (time[at] + minutes, ways[at]);
                    queue.Enqueue(to, (time[to], to));
                }
                else if (time[at] + minutes == time[to]) ways[to] += ways[at];
            }
        }
        // From the farthest back: what rests on a place, seen from the source, goes over the arcs by which it is reached.
        var rests = new double[Places];
        for (var i = order.Count - 1; i > 0; i--)
        {
            var to = order[i];
            foreach (var a in _in[to])
            {
                var (from, _, link, minutes) = _arcs[a];
                if (!isDone[from] || time[from] + minutes != time[to]) continue;
                var part = ways[from] / ways[to] * (1 + rests[to]);
                rests[from] += part;
                links[link] += part;
            }
            between[to] += rests[to];
        }
        return order.Count - 1;
    }

    /// <summary>Adds how many places are reached from a place only over each place and link.</summary>
    public void AddSeparated(int source, long[] cut, long[] links)
    {
        // Arcs are steps of their own, after the places, so that links part pairs as places do.
        var (number, order) = (new int[Places + _arcs.Count], new List<int>());
        Array.Fill(number, -1);
        var stack = new Stack<(int Step, int Next)>([(source, 0)]);
        number[source] = 0;
        while (stack.TryPop(out var top))
        {
            var next = top.Step < Places ? (top.Next < _out[top.Step].Count ? Places + _out[top.Step][top.Next] : -1) : top.Next == 0 ? _arcs[top.Step - Places].To : -1;
            if (next < 0)
            {
                order.Add(top.Step);
                continue;
            }
            stack.Push((top.Step, top.Next + 1));
            if (number[next] >= 0) continue;
            number[next] = 0;
            stack.Push((next, 0));
        }
        for (var i = 0; i < order.Count; i++) number[order[i]] = i;
        var above = new int[number.Length];
        Array.Fill(above, -1);
        above[source] = source;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = order.Count - 2; i >= 0; i--)
            {
                var (step, found) = (order[i], -1);
                foreach (var before in Before(step))
                    if (number[before] >= 0 && above[before] >= 0) found = found < 0 ? before : Common(found, before);
                if (found == above[step]) continue;
                (above[step], changed) = (found, true);
            }
        }
        // Places below each step, itself counted where it is a place; in order, what is dominated comes before what dominates it.
        var below = new long[number.Length];
        foreach (var step in order)
        {
            if (step < Places) below[step]++;
            if (step == source) continue;
            if (step < Places) cut[step] += below[step] - 1;
            else links[_arcs[step - Places].Link] += below[step];
            below[above[step]] += below[step];
        }

        IEnumerable<int> Before(int step) => step < Places ? _in[step].Select(a => Places + a) : [_arcs[step - Places].From];

        int Common(int a, int b)
        {
            while (a != b)
            {
                while (number[a] < number[b]) a = above[a];
                while (number[b] < number[a]) b = above[b];
            }
            return a;
        }
    }
}
