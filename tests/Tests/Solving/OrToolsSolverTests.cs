using Vauban.Adapters.Solvers;
using Vauban.Core.Solving;

namespace Vauban.Tests.Solving;

public sealed class OrToolsSolverTests : SolverContract
{
    protected override ILinearSolver Open() => new OrToolsSolver();
}
