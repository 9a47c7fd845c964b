using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>How the undisturbed chain runs: who makes how much a day, and how each need is split among its suppliers. Amounts per day.</summary>
/// <remarks>The split comes from a linear program that meets as much of the demand as can be met, uses makers of unknown size last, and shares what
/// like makers make in proportion to what they can. Stated shares of links come first. The amounts then follow from the demand downwards.</remarks>
sealed class SteadyFlows
{
    const int Rounds = 400;

    readonly Chain _chain;

    public SteadyFlows(Chain chain, Func<ILinearSolver> solver, CancellationToken stop)
    {
        _chain = chain;
        using var program = new FlowProgram(chain, FlowQuestion.Steady, 1, solver);
        var stopped = chain.Stopped([]);
        program.Stop(stopped);
        var result = program.Solve(stop);
        Level = result.Status == SolveStatus.Optimal && chain.Demands.Length > 0 ? Math.Clamp(result.Objective, 0, 1) : 0;
        if (Level >= 1 - 1e-9) Level = 1;
        if (Level < 1e-9) Level = 0;
        if (Level > 0) result = program.Settle(Level * (1 - 1e-9), stop);
        Output = new double[chain.Makers.Length];
        LinkFlow = new double[chain.Links.Length];
        PoolShare = new double[chain.Makers.Length];
        LinkShare = new double[chain.Links.Length];
        PartShare = [.. chain.Makers.Select(m => m.Groups.Select(g => new double[g.Length]).ToArray())];
        if (Level <= 0) return;
        ReadShares(program, result);
        Spread();
        Propagate(chain.Demands, LinkFlow).CopyTo(Output, 0);
    }

    /// <summary>What makers make a day for one of the demands alone, shares as they are.</summary>
    public double[] OutputFor(int demand) => Level > 0 ? Propagate([_chain.Demands[demand]], new double[LinkFlow.Length]) : new double[Output.Length];

    /// <summary>Share of the demand that is met undisturbed.</summary>
    public double Level { get; }

    /// <summary>Output of each maker.</summary>
    public double[] Output { get; }

    /// <summary>Flow of each link.</summary>
    public double[] LinkFlow { get; }

    /// <summary>Part of each maker in what lies open to all of its item, 0 to 1.</summary>
    public double[] PoolShare { get; }

    /// <summary>Part of each link in what its customer takes of the item.</summary>
    public double[] LinkShare { get; }

    /// <summary>Part of each alternative in what is made.</summary>
    public double[][][] PartShare { get; }

    void ReadShares(FlowProgram program, LinearResult result)
    {
        var output = program.Output(result);
        for (var l = 0; l < LinkFlow.Length; l++)
            LinkFlow[l] = program.LinkColumns[l] < 0 ? 0 : Math.Max(0, result.Columns[program.LinkColumns[l]]) * _chain.Scale[_chain.Links[l].Item];
        foreach (var (_, links) in _chain.LinksInto.OrderBy(p => p.Key)) Normalize(links);
        output.CopyTo(PoolShare, 0);
        for (var l = 0; l < LinkFlow.Length; l++)
            if (_chain.Links[l].Supplier >= 0) PoolShare[_chain.Links[l].Supplier] = Math.Max(0, PoolShare[_chain.Links[l].Supplier] - LinkFlow[l]);
        foreach (var ((m, g, a), column) in program.PartColumns) PartShare[m][g][a] = Math.Max(0, result.Columns[column]);
        foreach (var groups in PartShare)
            foreach (var group in groups) ToOne(group);
    }

    void Normalize(int[] links)
    {
        var isStated = links.Any(l => _chain.Links[l].Share > 0);
        var open = links.Where(l => _chain.Links[l].Supplier >= 0 && _chain.Links[l].SwitchDays <= 0).ToArray();
        var weights = open.Select(l => isStated ? _chain.Links[l].Share : LinkFlow[l]).ToArray();
        if (open.Length > 0) ToOne(weights);
        for (var i = 0; i < open.Length; i++) LinkShare[open[i]] = weights[i];
    }

    static void ToOne(double[] weights)
    {
        var sum = weights.Sum();
        for (var i = 0; i < weights.Length; i++) weights[i] = sum > 0 ? weights[i] / sum : 1.0 / weights.Length;
    }

    // Like makers share in proportion to what they have free; those of unknown size keep what the program left to them.
    void Spread()
    {
        var free = _chain.Makers.Select(m => m.PerDay).ToArray();
        for (var l = 0; l < LinkFlow.Length; l++)
            if (_chain.Links[l].Supplier >= 0) free[_chain.Links[l].Supplier] -= LinkFlow[l];
        for (var item = 0; item < _chain.Items; item++)
        {
            var like = _chain.MakersOf[item].ToArray().Where(m => _chain.Makers[m].IsPlain && double.IsFinite(free[m]) && free[m] > 0).ToArray();
            var (sum, room) = (like.Sum(m => PoolShare[m]), like.Sum(m => free[m]));
            if (room > 0 && sum <= room * (1 + 1e-9))
                foreach (var m in like) PoolShare[m] = sum * free[m] / room;
            // The program may need nothing of an item that is needed once like makers share; then who can make most gives most, and those
            // of unknown size only where nobody else can.
            var makers = _chain.MakersOf[item].ToArray();
            if (makers.All(m => PoolShare[m] <= 0))
                foreach (var m in like.Length > 0 ? like : [.. makers.Where(m => free[m] > 0)]) PoolShare[m] = double.IsFinite(free[m]) ? free[m] : 1;
            var all = makers.Sum(m => PoolShare[m]);
            if (all <= 0) continue;
            foreach (var m in _chain.MakersOf[item]) PoolShare[m] /= all;
        }
    }

    double[] Propagate(ChainDemand[] demands, double[] linkFlow)
    {
        var output = new double[Output.Length];
        var demand = new double[_chain.Items];
        foreach (var d in demands) demand[d.Item] += d.PerDay * Level;
        for (var round = 0; round < Rounds; round++)
        {
            var pool = (double[])demand.Clone();
            var pair = new Dictionary<(int, int), double>();
            for (var m = 0; m < output.Length; m++)
            {
                foreach (var use in _chain.Makers[m].Uses) Need(m, use, output[m]);
                for (var g = 0; g < _chain.Makers[m].Groups.Length; g++)
                    for (var a = 0; a < _chain.Makers[m].Groups[g].Length; a++) Need(m, _chain.Makers[m].Groups[g][a], output[m] * PartShare[m][g][a]);
            }
            for (var l = 0; l < linkFlow.Length; l++) linkFlow[l] = LinkShare[l] * pair.GetValueOrDefault((_chain.Links[l].Customer, _chain.Links[l].Item));
            var next = new double[output.Length];
            for (var m = 0; m < next.Length; m++)
                if (!_chain.IsShared[_chain.Makers[m].Item]) next[m] = PoolShare[m] * pool[_chain.Makers[m].Item];
            for (var l = 0; l < linkFlow.Length; l++)
                if (_chain.Links[l].Supplier >= 0) next[_chain.Links[l].Supplier] += linkFlow[l];
            var change = 0.0;
            for (var m = 0; m < next.Length; m++) change = Math.Max(change, Math.Abs(next[m] - output[m]) / Math.Max(1e-300, next[m]));
            output = next;
            if (change < 1e-13) break;

            void Need(int m, ChainUse use, double made)
            {
                if (made <= 0 || use.Quantity <= 0) return;
                if (_chain.LinksInto.ContainsKey((m, use.Item))) pair[(m, use.Item)] = pair.GetValueOrDefault((m, use.Item)) + made * use.Quantity;
                else pool[use.Item] += made * use.Quantity;
            }
        }
        return output;
    }
}
