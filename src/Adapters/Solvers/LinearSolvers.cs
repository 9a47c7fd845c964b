using Vauban.Core.Solving;

namespace Vauban.Adapters.Solvers;

/// <summary>The solvers that the engines get.</summary>
public static class LinearSolvers
{
    /// <summary>Makes a solver: HiGHS.</summary>
    public static Func<ILinearSolver> Default { get; } = () => new HighsSolver();
}
