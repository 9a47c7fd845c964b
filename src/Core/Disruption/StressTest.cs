using System.Globalization;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>One scenario in all readings and draws.</summary>
sealed class StressTest(SupplyTable table, StressStage[] stages, ThreatScenario scenario, string variant, StressOptions options)
{
    const int Week = 7;

    // A loss up to a thousandth counts as none; a stock is found to within a hundredth by seven more plays.
    const double Bridged = 1e-3;
    const int Tries = 7;

    /// <summary>The draw with the median loss, for the question how much of it could have been spared; null where nothing is lost.</summary>
    Shown? _shown;

    sealed record Shown(StressStage Stage, StressEffect[] Effects, double LostDays, int Until);

    public ScenarioStress Run(CancellationToken stop)
    {
        if (stages[1].Field.Steady.Level <= 0) return new(scenario, variant, StressStatus.NothingMade);
        var played = new Played[3];
        for (var r = 0; r < 3; r++) played[r] = Play(Delayed(stages[r], (Reading)r, stop), (Reading)r, stop);
        var cast = played[1].Cast;
        if (cast.IsEmpty) return new(scenario, variant, StressStatus.HitsNothing);
        var hits = cast.Events.Sum(e => e.Makers.Length + e.Edges.Length);
        if (scenario.Events.All(e => e.Kind == ThreatKind.Price)) return new(scenario, variant, StressStatus.PriceOnly) { Hits = hits, Draws = played[1].Of.Length, ExtraCosts = StressPrices.Of(table, played[1].Stage, cast, played[1].Of.Length) };
        var stage = played[1].Stage;
        var products = new ProductStress[stage.Field.Sinks];
        var shown = MedianDraw(played[1]);
        var trace = shown < 0 ? null : StressTrace.Of(stage, played[1].Unique[played[1].Of[shown]], stop);
        for (var d = 0; d < products.Length; d++) products[d] = Product(played, d, shown, trace, stop);
        if (shown >= 0)
        {
            var losses = played[1].Losses[played[1].Of[shown]];
            _shown = new(stage, played[1].Unique[played[1].Of[shown]], stage.LostDays(losses), losses.Max(l => l.LastDay) + 1);
        }
        return new(scenario, variant, StressStatus.Played) { Hits = hits, Draws = played[1].Of.Length, Products = products, ExtraCosts = StressPrices.Of(table, stage, cast, played[1].Of.Length) };
    }

    /// <summary>What was played in one reading: the different plays, and which of them each draw is.</summary>
    sealed record Played(StressStage Stage, ThreatCast Cast, StressEffect[][] Unique, int[] Of, DrawLoss[][] Losses, double[][][] Weeks);

    StressStage Delayed(StressStage stage, Reading reading, CancellationToken stop)
    {
        var cast = new ThreatCast(scenario, table, stage.Field, reading, options);
        var late = cast.Events.Where(e => e.DelayDays > 0 && e.Makers.Length > 0).ToArray();
        if (late.Length == 0) return stage;
        var extra = new int[stage.Field.Makers];
        foreach (var e in late)
            foreach (var m in e.Makers) extra[m] = Math.Max(extra[m], e.DelayDays);
        return stage.WithDelays(extra, stop);
    }

    Played Play(StressStage stage, Reading reading, CancellationToken stop)
    {
        var cast = new ThreatCast(scenario, table, stage.Field, reading, options);
        var draws = cast.IsEmpty || cast.IsCertain ? 1 : options.Draws;
        // Lengths are whole days, so many draws are the same play; each different one is played once.
        var of = new int[draws];
        var unique = new List<StressEffect[]>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < draws; i++)
        {
            var effects = cast.Draw(i);
            var key = string.Join('|', effects.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Number},{e.From},{string.Join('.', e.Days)}")));
            if (!known.TryGetValue(key, out of[i]))
            {
                known[key] = of[i] = unique.Count;
                unique.Add(effects);
            }
        }
        var losses = new DrawLoss[unique.Count][];
        var weeks = new double[unique.Count][][];
        StressDraws.Play(stage, unique, options.Threads, (i, delivered) =>
        {
            losses[i] = stage.LossOf(delivered);
            weeks[i] = reading == Reading.Central ? [.. delivered.Select((d, s) => Weekly(d, stage.Field.Demand[s]))] : [];
        }, stop);
        return new(stage, cast, [.. unique], of, losses, weeks);
    }

    static double[] Weekly(long[] delivered, long demand) =>
        [.. delivered.Chunk(Week).Select(w => demand > 0 ? w.Sum(x => (double)x) / ((double)demand * w.Length) : 0)];

    // Of the draws that lose anything, the one in the middle; -1 where none does.
    static int MedianDraw(Played played)
    {
        var losing = Enumerable.Range(0, played.Of.Length).Select(i => (Draw: i, Lost: played.Stage.LostDays(played.Losses[played.Of[i]]))).Where(d => d.Lost > 0).OrderBy(d => d.Lost).ThenBy(d => d.Draw).ToArray();
        return losing.Length == 0 ? -1 : losing[(losing.Length - 1) / 2].Draw;
    }

    ProductStress Product(Played[] played, int d, int shown, StressTrace? trace, CancellationToken stop)
    {
        var stage = played[1].Stage;
        var item = table.Network.Items[stage.Field.Chain.Demands[d].Item];
        var product = new ProductStress(item, stage.Field.Demand[d] / StressField.Micro, [.. played.Select(p => ReadingOf(p, d))]) { Band = Band(played[1], d) };
        if (trace is null || played[1].Losses[played[1].Of[shown]][d] is not { FirstDay: >= 0 } loss) return product;
        var causes = trace.Causes(table.Network, d, loss.FirstDay);
        return product with { Causes = causes, Bridges = [.. causes.Select(c => Bridge(played[1], shown, d, c.Item.Index, c.Item.Index == item.Index ? (long)(loss.Deepest * StressField.Micro) + StressRun.Tolerance : trace.Worst(c.Item.Index), loss, stop)).OfType<BridgingStock>()] };
    }

    static ProductReading ReadingOf(Played played, int d)
    {
        // A reading in which the demand is not there has no such product.
        if (d >= played.Stage.Field.Sinks) return new(Spread.Of([]), double.NaN, Spread.Of([]), Spread.Of([]));
        var losses = played.Of.Select(u => played.Losses[u][d]).ToArray();
        var losing = losses.Where(l => l.FirstDay >= 0).ToArray();
        return new(Spread.Of(losses.Select(l => l.Lost)), (double)losing.Length / losses.Length, Spread.Of(losing.Select(l => (double)l.FirstDay)), Spread.Of(losing.Select(l => l.LastDay + 1.0)));
    }

    static BandWeek[] Band(Played played, int d) =>
        [.. Enumerable.Range(0, played.Weeks[0][d].Length).Select(w => Spread.Of(played.Of.Select(u => played.Weeks[u][d][w])) is var s ? new BandWeek(w, s.P5, s.Median, s.P95) : default)];

    // Played again with what was missing at worst in store from the first day on: what does not help is not named.
    BridgingStock? Bridge(Played played, int shown, int d, int item, long amount, DrawLoss loss, CancellationToken stop)
    {
        if (amount <= StressRun.Tolerance) return null;
        var stage = played.Stage;
        if (stage.Field.ShelfDays[stage.Field.StoreStart[stage.Field.HubOf(item)]] > 0) return null;
        var start = new StressState(stage.Field);
        double Left(long more) => LostWith(stage, start, item, more, played.Unique[played.Of[shown]], d, stop) / loss.Lost;
        var left = Left(amount);
        if (left > Bridged) return null;
        // What was missing at worst is enough; less may be, where something lies there already. Only what was played is named.
        var least = 0L;
        for (var tried = 0; tried < Tries; tried++)
        {
            var middle = least + (amount - least) / 2;
            if (Left(middle) is var share && share <= Bridged) (amount, left) = (middle, share);
            else least = middle;
        }
        return new(table.Network.Items[item], amount / StressField.Micro, left);
    }

    // The draw again with so much more of an item where everybody takes it from, kept as long as nobody needs it.
    static double LostWith(StressStage stage, StressState start, int item, long more, StressEffect[] effects, int d, CancellationToken stop)
    {
        var (store, hub) = (stage.Field.StoreStart[stage.Field.HubOf(item)], stage.Field.HubOf(item));
        stage.Start.CopyTo(start);
        start.Stores[store].OnHand += more;
        start.IsActive[hub] = true;
        return stage.LossOf(new StressPlay(stage.Field, start, stage.KeepsBacklog, stage.Days) { Bonus = (store, more) }.Deliver(effects, stop))[d].Lost;
    }

    /// <summary>Adds how much of the loss the best possible response would spare.</summary>
    public ScenarioStress WithResponse(ScenarioStress stress, Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (_shown is not { } shown) return stress;
        // What comes after the last loss takes nothing from the bound but time; what is still missing at the end needs all days.
        var days = shown.Stage.KeepsBacklog ? shown.Stage.Days : Math.Min(shown.Stage.Days, shown.Until + 4 * Week);
        var best = BestResponse.LostDays(shown.Stage, shown.Effects, solver, stop, days) ?? double.NaN;
        // Digits of a solver's tolerance do not make a bound better than what it bounds.
        return stress with { Response = (shown.LostDays, best > shown.LostDays && best <= shown.LostDays * (1 + 1e-6) + 1e-4 ? shown.LostDays : best) };
    }
}
