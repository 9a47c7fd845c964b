using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>One reading ready to be played: the chain laid out, come to rest, and what it delivers undisturbed.</summary>
sealed class StressStage
{
    // Longer than any way through the chain; a chain that has not come to rest by then is moved by a shelf life or a loop, and goes on so.
    const int MostDaysToRest = 2500;

    StressStage(StressField field, bool keepsBacklog, int days, CancellationToken stop)
    {
        (Field, KeepsBacklog, Days) = (field, keepsBacklog, days);
        var run = new StressRun(field, keepsBacklog);
        IsAtRest = run.Settle(MostDaysToRest);
        Start = new(field);
        run.State.CopyTo(Start);
        Undisturbed = new StressPlay(field, Start, keepsBacklog, days).Deliver([], stop);
    }

    public StressField Field { get; }

    public StressState Start { get; }

    public bool KeepsBacklog { get; }

    public int Days { get; }

    public bool IsAtRest { get; }

    /// <summary>Millionths delivered per demand and day.</summary>
    public long[][] Undisturbed { get; }

    /// <summary>Lays a reading out and lets it come to rest.</summary>
    public static StressStage Of(SupplyTable table, Goal[] goals, Reading reading, StressOptions options, Func<ILinearSolver> solver, CancellationToken stop)
    {
        var chain = ChainReader.Read(table, goals, reading);
        return new(new(chain, new SteadyFlows(chain, solver, stop)), options.KeepsBacklog, options.Days, stop);
    }

    /// <summary>Lets a chain come to rest.</summary>
    public static StressStage Of(Chain chain, SteadyFlows steady, bool keepsBacklog, int days, CancellationToken stop) => new(new(chain, steady), keepsBacklog, days, stop);

    /// <summary>The same stage where some makers' shipments may be late.</summary>
    public StressStage WithDelays(int[] extraDays, CancellationToken stop) => new(new(Field.Chain, Field.Steady, extraDays), KeepsBacklog, Days, stop);

    /// <summary>What a play lost of each demand.</summary>
    public DrawLoss[] LossOf(long[][] delivered) => [.. delivered.Select((d, i) => StressPlay.LossOf(d, Undisturbed[i], Field.Demand[i], KeepsBacklog))];

    /// <summary>Lost days of demand over all products.</summary>
    public double LostDays(DrawLoss[] losses)
    {
        var sum = 0.0;
        for (var d = 0; d < losses.Length; d++)
            if (Field.Demand[d] > 0) sum += losses[d].Lost * StressField.Micro / Field.Demand[d];
        return sum;
    }
}
