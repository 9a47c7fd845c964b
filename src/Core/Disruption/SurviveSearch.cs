using Vauban.Core.Solving;

namespace Vauban.Core.Disruption;

/// <summary>One failure as the search sees it: who stands still, and for how long.</summary>
sealed record ChainFailure(int[] Makers, double RecoveryDays);

/// <summary>Answers for a list of failures over one chain.</summary>
/// <remarks>Failures are cut into fixed chunks, whatever the number of threads; within one, each solve starts from the basis of the one before.
/// A failure whose makers do nothing in a plan that meets the demand for ever needs no solve; nor does the loss of one that is survived
/// until recovery (the plan of the longer time, scaled down, loses nothing in the shorter one).</remarks>
sealed class SurviveSearch
{
    const int Chunk = 64;

    readonly Chain _chain;
    readonly Func<ILinearSolver> _solver;

    public SurviveSearch(Chain chain, Func<ILinearSolver> solver, CancellationToken stop)
    {
        (_chain, _solver) = (chain, solver);
        using var program = new FlowProgram(chain, FlowQuestion.Steady, 1, solver);
        program.Stop(chain.Stopped([]));
        var result = program.Solve(stop);
        Level = result.Status == SolveStatus.Optimal && chain.Demands.Length > 0 ? Math.Clamp(result.Objective, 0, 1) : 0;
        if (Level >= 1 - 1e-9) Level = 1;
        BasePlan = result.HasPoint ? program.Output(result) : new double[chain.Makers.Length];
    }

    /// <summary>Share of the demand that is met while nobody fails.</summary>
    public double Level { get; }

    /// <summary>A plan that meets it for ever, output per day.</summary>
    public double[] BasePlan { get; }

    /// <summary>Answers in the order of the failures.</summary>
    public Survival[] Run(IReadOnlyList<ChainFailure> failures, CancellationToken stop)
    {
        var answers = new Survival[failures.Count];
        var none = new double[_chain.Demands.Length];
        if (Level <= 1e-9)
        {
            for (var i = 0; i < answers.Length; i++) answers[i] = new(SurvivalStatus.NothingMade, double.NaN, failures[i].RecoveryDays, 0, none);
            return answers;
        }
        InChunks(failures.Count, (run, i) => answers[i] = run.Answer(failures[i], stop), stop);
        return answers;
    }

    /// <summary>What is lost over a window at least, solved whatever the time to survive is.</summary>
    public double[] Impacts(IReadOnlyList<ChainFailure> failures, CancellationToken stop)
    {
        var impacts = new double[failures.Count];
        InChunks(failures.Count, (run, i) => impacts[i] = run.Loss(_chain.Stopped(failures[i].Makers), failures[i].RecoveryDays, stop).Impact, stop);
        return impacts;
    }

    void InChunks(int count, Action<ChunkRun, int> answer, CancellationToken stop) =>
        Parallel.For(0, (count + Chunk - 1) / Chunk, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Threads == 0 ? -1 : Threads }, c =>
        {
            using var run = new ChunkRun(this);
            for (var i = c * Chunk; i < Math.Min(count, (c + 1) * Chunk); i++) answer(run, i);
        });

    /// <summary>Most threads; all processors where 0. The answers do not depend on it.</summary>
    public int Threads { get; init; }

    sealed class ChunkRun(SurviveSearch search) : IDisposable
    {
        readonly Chain _chain = search._chain;
        readonly List<double[]> _plans = [search.BasePlan];
        FlowProgram? _steady, _survive, _recover;

        public void Dispose()
        {
            _steady?.Dispose();
            _survive?.Dispose();
            _recover?.Dispose();
        }

        public Survival Answer(ChainFailure failure, CancellationToken stop)
        {
            var stopped = _chain.Stopped(failure.Makers);
            var (status, days) = Survive(stopped, stop);
            if (status == SurvivalStatus.Infeasible) return new(status, double.NaN, failure.RecoveryDays, 0, new double[_chain.Demands.Length]);
            if (status == SurvivalStatus.Unlimited || days >= failure.RecoveryDays) return new(status, days, failure.RecoveryDays, 0, new double[_chain.Demands.Length]);
            var (impact, lost) = Loss(stopped, failure.RecoveryDays, stop);
            return new(status, days, failure.RecoveryDays, impact, lost);
        }

        (SurvivalStatus, double) Survive(bool[] stopped, CancellationToken stop)
        {
            if (IsSteady(stopped, stop)) return (SurvivalStatus.Unlimited, double.PositiveInfinity);
            _survive ??= new(_chain, FlowQuestion.Survive, search.Level, search._solver);
            _survive.Stop(stopped);
            var open = _survive.Switch(-1);
            while (true)
            {
                var result = _survive.Solve(stop);
                stop.ThrowIfCancellationRequested();
                if (result.Status == SolveStatus.Unbounded) return (SurvivalStatus.Unlimited, double.PositiveInfinity);
                if (result.Status == SolveStatus.Infeasible) return (SurvivalStatus.Infeasible, double.NaN);
                if (result.Status != SolveStatus.Optimal) throw new InvalidOperationException($"A time to survive ended as {result.Status}.");
                var days = result.Objective < 1e-9 ? 0 : result.Objective;
                // Suppliers that can be switched to before that time is over make it longer.
                var more = _survive.Switch(days);
                if (more == open) return (SurvivalStatus.Finite, days);
                open = more;
            }
        }

        bool IsSteady(bool[] stopped, CancellationToken stop)
        {
            foreach (var plan in _plans)
                if (!Uses(plan, stopped)) return true;
            _steady ??= new(_chain, FlowQuestion.Steady, search.Level, search._solver);
            _steady.Stop(stopped);
            var result = _steady.Solve(stop);
            stop.ThrowIfCancellationRequested();
            if (result.Status != SolveStatus.Optimal) throw new InvalidOperationException($"A steady plan ended as {result.Status}.");
            if (result.Objective < search.Level * (1 - 1e-7)) return false;
            _plans.Add(_steady.Output(result));
            return true;
        }

        static bool Uses(double[] plan, bool[] stopped)
        {
            for (var m = 0; m < plan.Length; m++)
                if (stopped[m] && plan[m] > 0) return true;
            return false;
        }

        public (double Impact, double[] Lost) Loss(bool[] stopped, double days, CancellationToken stop)
        {
            var lost = new double[_chain.Demands.Length];
            if (days <= 0) return (0, lost);
            _recover ??= new(_chain, FlowQuestion.Recover, search.Level, search._solver);
            _recover.Stop(stopped);
            _recover.Over(days);
            var result = _recover.Solve(stop);
            stop.ThrowIfCancellationRequested();
            if (result.Status != SolveStatus.Optimal) throw new InvalidOperationException($"A loss until recovery ended as {result.Status}.");
            var missing = _recover.Missing(result);
            var impact = 0.0;
            for (var d = 0; d < lost.Length; d++)
            {
                lost[d] = missing[d] < 1e-9 * _chain.Demands[d].PerDay ? 0 : missing[d] * days;
                impact += lost[d] * _chain.Demands[d].Weight;
            }
            return (impact, lost);
        }
    }
}
