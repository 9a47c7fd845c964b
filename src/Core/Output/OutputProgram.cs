using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Output;

/// <summary>Maximum output of a set of goals in one reading, under any denial (design section 2): one linear program, built once and
/// solved again as capacities change.</summary>
/// <remarks>Quantities are shares of the need R_i, so all coefficients are near one whatever the units. Goals that different
/// restrictions cover get flows of their own (layers), since a withdrawn consent stops a flow in its goal's program only.
/// Not thread-safe.</remarks>
public sealed partial class OutputProgram : IDisposable
{
    /// <summary>Theta is not asked beyond this: "10 or more".</summary>
    public const double ThetaCap = 10;

    /// <summary>True where a share of the goals stands for "10 or more", so that it and what follows from it are lower bounds.</summary>
    public static bool IsCapped(double theta) => theta >= ThetaCap * (1 - 1e-9);

    /// <summary>Theta within this of 1 counts as 1.</summary>
    public const double Tolerance = 1e-6;

    // Most denials leave theta at its cap and every price at zero: the dual simplex then wanders, the primal one does not
    // (bench/Bench/results, AssessBenchmark).
    static readonly SolveOptions Primal = new() { Method = SolveMethod.PrimalSimplex };

    readonly Func<ILinearSolver> _newSolver;
    readonly RecipeBook _book;
    readonly CapacityReading _capacities;
    readonly Goal[] _goals;
    readonly Layer[] _layers;
    readonly LinearModel _model;
    readonly Layout _layout;
    ILinearSolver? _theta, _plan;
    LinearResult? _last;
    Bounds? _thetaBounds, _planBounds;

    /// <summary>Builds the program.</summary>
    /// <param name="table">Supplies of the network for a perimeter.</param>
    /// <param name="goals">Goals that are met together; at least one.</param>
    /// <param name="reading">Reading.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="quantities">Quantities of single recipe rows (by index) instead of the reading's; infinite blocks. Null for none.</param>
    public OutputProgram(SupplyTable table, IReadOnlyList<Goal> goals, Reading reading, Func<ILinearSolver> solver, IReadOnlyDictionary<int, double>? quantities = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(goals);
        ArgumentNullException.ThrowIfNull(solver);
        ArgumentOutOfRangeException.ThrowIfZero(goals.Count);
        Table = table;
        Reading = reading;
        _newSolver = solver;
        _goals = [.. goals.OrderBy(g => g.Index)];
        _book = new(table, reading, quantities);
        Requirements = new(table, _goals, reading, _book);
        _capacities = new(table, reading, Requirements.Need);
        _layers = SplitLayers();
        _layout = new(this);
        _model = _layout.Model;
    }

    /// <summary>Supplies.</summary>
    public SupplyTable Table { get; }

    /// <summary>Reading.</summary>
    public Reading Reading { get; }

    /// <summary>Needs at theta 1.</summary>
    public Requirements Requirements { get; }

    /// <summary>Goals, in order.</summary>
    public IReadOnlyList<Goal> Goals => _goals;

    /// <summary>Number of solves so far.</summary>
    public int Solves { get; private set; }

    /// <summary>Theta as shown: capped, and 1 where it is 1 within the tolerance.</summary>
    public static double Snap(double theta, double cap) => Math.Abs(theta - 1) <= Tolerance ? 1 : Math.Clamp(theta < 1e-9 ? 0 : theta, 0, cap);

    /// <summary>Capacity of a supply in this reading, per month in the item's unit; infinite where it does not limit.</summary>
    public double Capacity(Supply supply)
    {
        ArgumentNullException.ThrowIfNull(supply);
        return _capacities.Of(supply);
    }

    bool SharesTotal(int total) => _capacities.SharesTotal(total);

    // Under a total: the unlisted rest and lines of unknown size; lines of known size are taken off before.
    static bool SharesRest(Supply supply) => supply is { Kind: SupplyKind.Others } or { Capacity.IsKnown: false };

    double Remainder(int total) => _capacities.Remainder(total);

    /// <summary>Maximum output under a denial.</summary>
    /// <exception cref="InvalidOperationException">The solver failed; the message says how.</exception>
    public OutputResult Solve(Denial denial, OutputCase? conditions = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(denial);
        conditions ??= OutputCase.Plain;
        var bounds = BoundsFor(denial, conditions);
        if (_theta is null)
        {
            _theta = _newSolver();
            _theta.Load(_model);
            _thetaBounds = _layout.Initial();
        }
        _thetaBounds!.ChangeTo(bounds, _theta);
        Solves++;
        var answer = _theta.Solve(Primal, stop);
        stop.ThrowIfCancellationRequested();
        if (answer.Status != SolveStatus.Optimal) throw new InvalidOperationException($"Maximum output was not found: the solve ended as {answer.Status}.");
        _last = answer;
        return ReadTerms(answer, bounds, conditions.Cap);
    }

    /// <summary>Makes the next maximum output start anew instead of from the last one.</summary>
    internal void ForgetBasis() => _theta?.ForgetBasis();

    /// <summary>The plan behind the last maximum output, without another solve: some flows that reach it, not the least-cost ones.</summary>
    /// <exception cref="InvalidOperationException">Nothing was solved yet.</exception>
    public OutputPlan LastPlan() => _layout.ReadPlan(_last ?? throw new InvalidOperationException("Nothing was solved yet."), _last.Columns[0]);

    /// <summary>The least-cost plan that reaches a level, or null where none does.</summary>
    /// <param name="denial">Denial.</param>
    /// <param name="level">Theta to reach.</param>
    /// <param name="cost">Cost per share of need of each supply; not negative.</param>
    /// <param name="conditions">What is taken for granted.</param>
    /// <param name="stop">Cancels.</param>
    public OutputPlan? Plan(Denial denial, double level, Func<Supply, double> cost, OutputCase? conditions = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(denial);
        ArgumentNullException.ThrowIfNull(cost);
        conditions ??= OutputCase.Plain;
        var bounds = BoundsFor(denial, conditions);
        if (_plan is null)
        {
            _plan = _newSolver();
            _plan.Load(_model);
            _plan.ChangeSense(false);
            _planBounds = _layout.Initial();
        }
        // Below what a figure shows, above what the solver's arithmetic may miss.
        bounds.Lower0 = level * (1 - 5e-11);
        if (bounds.Upper[0] < bounds.Lower0) return null;
        _planBounds!.ChangeTo(bounds, _plan);
        _planBounds.ChangeCosts(_layout.Costs(cost), _plan);
        Solves++;
        var answer = _plan.Solve(Primal, stop);
        stop.ThrowIfCancellationRequested();
        if (answer.Status == SolveStatus.Infeasible) return null;
        if (answer.Status != SolveStatus.Optimal) throw new InvalidOperationException($"No plan was found: the solve ended as {answer.Status}.");
        return _layout.ReadPlan(answer, level);
    }

    /// <summary>Cost by which shown plans are chosen: unit cost where every line of the tree has one, else equal shares of need; ties by id.</summary>
    public Func<Supply, double> DefaultCost()
    {
        var lines = Table.All.Where(s => s.Line >= 0 && Requirements.InTree[s.Item]).Select(s => Table.Network.Lines[s.Line]).ToArray();
        var priced = lines.Length > 0 && lines.All(l => l.UnitCost.IsKnown);
        var scale = priced ? lines.Max(l => l.UnitCost.Central * Math.Max(Requirements.Need[l.Item], 1e-9)) : 1;
        return s => (s.Line >= 0 && priced ? Table.Network.Lines[s.Line].UnitCost.Central * Requirements.Need[s.Item] / Math.Max(scale, 1e-12) : 1) + Rank(s.Index, Table.All.Count);
    }

    /// <summary>Cost by which a plan takes as little as it can of some supplies, and of those that would do alike the first by id; the rest is next to free.</summary>
    /// <param name="counts">The supplies to take little of.</param>
    internal Func<Supply, double> LeastOf(Func<Supply, bool> counts) => s => counts(s) ? 1 + Rank(s.Index, Table.All.Count) : 1e-7;

    // Far above what solvers overlook, far below any difference that is shown.
    static double Rank(int index, int count) => 1e-4 * (index + 1) / Math.Max(1, count);

    /// <summary>Shared items of the tree that nobody undenied holds, and restrictions that are withdrawn, under a denial.</summary>
    public (IReadOnlyList<int> Unheld, IReadOnlyList<int> Withdrawn) Obstacles(Denial denial, OutputCase? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(denial);
        var remains = new Remains(this, denial, conditions ?? OutputCase.Plain);
        return ([.. Requirements.Items.Where(i => Table.Network.Items[i].IsShared && remains.IsHeld.Any(h => !h[i]))], [.. remains.Withdrawn]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _theta?.Dispose();
        _plan?.Dispose();
    }

    Layer[] SplitLayers()
    {
        var consents = new Consents(Table);
        return [.. _goals.Select(g => (Goal: g, Covering: consents.Covering(g, Reading)))
            .GroupBy(p => string.Join(',', p.Covering)).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select((g, k) => new Layer(k, [.. g.Select(p => p.Goal)], g.First().Covering))];
    }

    OutputResult ReadTerms(LinearResult answer, Bounds bounds, double cap)
    {
        var terms = new List<OutputTerm>();
        foreach (var (supply, price, limit) in _layout.Prices(answer, bounds))
        {
            if (price <= 1e-11 || double.IsInfinity(limit)) continue;
            var need = Requirements.Need[Table.All[supply].Item];
            terms.Add(new(supply, -1, -1, limit * need, price / need, price * limit));
        }
        foreach (var (total, capacity, price) in _layout.TotalPrices(answer, bounds))
        {
            var item = Table.Network.Totals[total].Item;
            terms.Add(new(-1, total, -1, capacity * Requirements.Need[item], price / Requirements.Need[item], price * capacity));
        }
        foreach (var (item, capacity, price) in _layout.StockPrices(answer, bounds))
            terms.Add(new(-1, -1, item, capacity * Requirements.Need[item], price / Requirements.Need[item], price * capacity));
        var capTerm = answer.Columns[0] >= bounds.Upper[0] * (1 - 1e-9) ? Math.Max(0, answer.ColumnDuals[0]) * bounds.Upper[0] : 0;
        return new(answer.Columns[0], cap, terms, capTerm);
    }

    /// <summary>Goals that the same restrictions cover.</summary>
    sealed record Layer(int Index, Goal[] Goals, IReadOnlyList<int> Covering);
}
