using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Mobility;

/// <summary>The most tonnes a day that can go from one place to another: one linear program over places and carriages.</summary>
static class MaximumFlow
{
    public static double PerDay(TransportMap map, TransportLoad load, IReadOnlyList<string> modes, bool[] closed, int origin, int target, Reading reading, Func<ILinearSolver> solver, CancellationToken stop)
    {
        if (origin == target) return 0;
        var program = new HaulProgram(map, closed, reading);
        var total = program.AddBlock(load, modes, [origin], target)[0];
        if (total < 0) return 0;
        program.AddLimits((kind, index) => Most(map.Network, kind, index, reading));
        program.Model.Maximize = true;
        program.Model.SetCost(total, 1);
        using var solves = solver();
        solves.Load(program.Model);
        var result = solves.Solve(stop: stop);
        stop.ThrowIfCancellationRequested();
        if (result.Status != SolveStatus.Optimal) throw new InvalidOperationException($"The largest flow was not found: {result.Status}.");
        return result.Objective >= HaulProgram.Unlimited * (1 - 1e-6) ? double.PositiveInfinity : Math.Max(0, result.Objective);
    }

    // An unknown capacity of a link is none in the pessimistic reading. A place that states no capacity does not limit: most are only points where ways meet.
    static double Most(Network network, FlowUse kind, int index, Reading reading) => kind switch
    {
        FlowUse.Link => network.TransportLinks[index].Capacity.Supply(reading),
        FlowUse.Place => Stated(network.TransportNodes[index].Capacity, reading),
        _ => Stated(network.TransportNodes[index].TransferCapacity, reading),
    };

    static double Stated(Quantity capacity, Reading reading) => capacity.IsKnown ? capacity.Supply(reading) : double.PositiveInfinity;
}
