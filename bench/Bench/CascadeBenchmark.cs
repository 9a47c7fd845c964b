using System.Diagnostics;
using Vauban.Core.Disruption;

namespace Vauban.Bench;

/// <summary>Failures of single firms on the heavy-tailed networks of the reference values, against a plain sparse version in the same run.</summary>
static class CascadeBenchmark
{
    const int Sectors = 616, Degree = 10, PlainFailures = 20;

    public static void Run(int firms, int failures)
    {
        Console.WriteLine(Rounds.Machine());
        var input = Tests.Disruption.CascadeNetworks.Heavy(firms, Math.Min(Sectors, firms), Degree, 1);
        var before = GC.GetTotalMemory(true);
        var watch = Stopwatch.StartNew();
        var network = CascadeNetwork.Build(input);
        var laidOut = watch.Elapsed.TotalSeconds;
        Rounds.Print($"{firms} firms, {network.LinkCount} links: laid out in {laidOut:0.00} s, {(GC.GetTotalMemory(true) - before) / 1e6:0} MB");
        int[] some = [.. Enumerable.Range(0, failures).Select(i => (int)((long)i * firms / failures))];
        CascadeEngine.Sweep(network, new(), some[..Math.Min(64, failures)]);
        IReadOnlyList<CascadeScore> scores = [];
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            watch.Restart();
            var sweep = CascadeEngine.Sweep(network, new() { Threads = threads }, some);
            var (wall, used) = (watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
            Rounds.Print($"{threads} threads: {failures} failures in {wall:0.00} s ({1000 * wall / failures:0.00} ms each, {1000 * used / failures:0.00} ms of a core), {sweep.Scores.Average(s => s.Steps):0.00} steps");
            scores = sweep.Scores;
        }
        // Before the plain version, whose dictionaries would count for more than all else.
        Rounds.Print($"peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
        var plain = new PlainSweep(input);
        // Of a million firms one failure takes the plain version seconds.
        int[] few = [.. Enumerable.Range(0, some.Length).Where(i => i % Math.Max(1, some.Length / PlainFailures) == 0).Take(firms > 200_000 ? 2 : PlainFailures)];
        watch.Restart();
        var slow = few.Select(p => plain.Esri(some[p])).ToArray();
        Rounds.Print($"plain: {few.Length} failures, {1000 * watch.Elapsed.TotalSeconds / few.Length:0.0} ms each; largest difference {few.Select((p, i) => Math.Abs(slow[i].Esri - scores[p].Esri)).Max():0.#e+0}, other numbers of steps {few.Where((p, i) => slow[i].Steps != scores[p].Steps).Count()}");
    }

    /// <summary>One failure after the other, every link in every step: what one would write first.</summary>
    sealed class PlainSweep
    {
        readonly CascadeInput _input;
        readonly (int Supplier, int Customer, double Amount, InputClass Class)[] _links;
        readonly double[] _sales, _bought, _parts;
        readonly Dictionary<(int, int), double> _bySector = [];

        public PlainSweep(CascadeInput input)
        {
            _input = input;
            var n = input.Firms.Count;
            (_sales, _bought) = (new double[n], new double[n]);
            _links = [.. input.Links.GroupBy(l => (l.Supplier, l.Customer)).Select(g => (g.Key.Supplier, g.Key.Customer, g.Sum(l => l.Amount), input.ClassOf(input.SectorOf[g.Key.Supplier], input.SectorOf[g.Key.Customer])!.Value))
                .OrderBy(l => l.Customer).ThenBy(l => input.SectorOf[l.Supplier]).ThenBy(l => l.Supplier)];
            foreach (var (supplier, customer, amount, @class) in _links)
            {
                _sales[supplier] += amount;
                _bought[customer] += amount;
                if (@class != InputClass.Essential) continue;
                var key = (customer, input.SectorOf[supplier]);
                _bySector[key] = _bySector.GetValueOrDefault(key) + amount;
            }
            _parts = [.. _links.Select(l => l.Amount / _sales[l.Supplier])];
            for (var e = 0; e < _links.Length; e++)
            {
                var l = _links[e];
                _links[e].Amount = l.Class == InputClass.Essential ? l.Amount / _bySector[(l.Customer, input.SectorOf[l.Supplier])] : l.Amount / _bought[l.Customer];
            }
        }

        public (double Esri, int Steps) Esri(int failed)
        {
            var n = _sales.Length;
            var (down, up) = (new double[n], new double[n]);
            Array.Fill(down, 1);
            Array.Fill(up, 1);
            down[failed] = up[failed] = 0;
            for (var step = 1; ; step++)
            {
                var market = new double[_input.Sectors.Count];
                for (var i = 0; i < n; i++) market[_input.SectorOf[i]] += _sales[i] * down[i];
                var (worst, other, missing) = (new double[n], new double[n], new double[n]);
                for (var e = 0; e < _links.Length;)
                {
                    var (customer, sector, sum) = (_links[e].Customer, _input.SectorOf[_links[e].Supplier], 0.0);
                    for (; e < _links.Length && _links[e].Customer == customer && _input.SectorOf[_links[e].Supplier] == sector; e++)
                    {
                        var l = _links[e];
                        var a = market[sector];
                        var lost = Math.Min(1, _sales[l.Supplier] / (a <= 1e-10 ? 1 : a)) * (1 - down[l.Supplier]);
                        if (l.Class == InputClass.Essential) sum += l.Amount * lost;
                        else if (l.Class == InputClass.NonEssential) other[customer] += l.Amount * lost;
                        missing[l.Supplier] += _parts[e] * (1 - up[customer]);
                    }
                    worst[customer] = Math.Max(worst[customer], sum);
                }
                var fall = 0.0;
                for (var i = 0; i < n; i++)
                {
                    var (d, u) = (Math.Max(0, 1 - Math.Max(worst[i], other[i])), Math.Max(0, 1 - missing[i]));
                    if (i == failed) d = u = 0;
                    fall = Math.Max(fall, Math.Max(down[i] - d, up[i] - u));
                    (down[i], up[i]) = (d, u);
                }
                if (fall > 0.01) continue;
                var lostAll = 0.0;
                for (var i = 0; i < n; i++) lostAll += _sales[i] * (1 - Math.Min(down[i], up[i]));
                return (lostAll / _sales.Sum(), step);
            }
        }
    }
}
