using Vauban.Core.Solving;

namespace Vauban.Adapters.Solvers;

/// <summary>The solvers that the engines get.</summary>
public static class LinearSolvers
{
    /// <summary>Makes a solver whose answers are checked: HiGHS, or OR-Tools where the HiGHS library is missing.</summary>
    public static Func<ILinearSolver> Default { get; } =
        () => new CheckedSolver(HighsLibrary.IsAvailable ? new HighsSolver() : new OrToolsSolver());

    /// <summary>Makes a checked solver of the other kind, as second opinion.</summary>
    public static Func<ILinearSolver> SecondOpinion { get; } = () => new CheckedSolver(new OrToolsSolver());
}
