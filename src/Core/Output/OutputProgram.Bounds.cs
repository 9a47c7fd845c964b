using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Output;

public sealed partial class OutputProgram
{
    Bounds BoundsFor(Denial denial, OutputCase conditions) => _layout.Make(new Remains(this, denial, conditions), conditions);

    internal RecipeReading RecipeOf(Supply supply) => _book.Of(supply);

    /// <summary>What a denial leaves of each supply (0 where every goal's flow of it is stopped), and which supplies something other than
    /// their capacity and recipe limits: a link, a total for several, a consent that stops some of its flows.</summary>
    internal (double[] Capacity, bool[] IsTied) Exchange(Denial denial)
    {
        var remains = new Remains(this, denial, OutputCase.Plain);
        var isTied = (bool[])_layout.IsTied.Clone();
        for (var s = 0; s < isTied.Length; s++)
        {
            var stopped = _layers.Count(l => remains.IsStopped(l.Index, s));
            if (stopped == _layers.Length) remains.Capacity[s] = 0;
            isTied[s] |= stopped > 0;
        }
        return (remains.Capacity, isTied);
    }

    /// <summary>Bounds that change from solve to solve; only differences reach the solver.</summary>
    sealed class Bounds
    {
        double[]? _costs;

        public Bounds(LinearModel model)
        {
            Upper = [.. model.ColumnUpper];
            RowUpper = [.. model.RowUpper];
            RowLower = [.. model.RowLower];
        }

        public double[] Upper { get; private set; }

        public double[] RowUpper { get; private set; }

        public double[] RowLower { get; }

        public double Lower0 { get; set; }

        public void ChangeTo(Bounds next, ILinearSolver solver)
        {
            for (var c = 0; c < Upper.Length; c++)
                if (Upper[c] != next.Upper[c] || (c == 0 && Lower0 != next.Lower0)) solver.ChangeColumn(c, c == 0 ? next.Lower0 : 0, next.Upper[c]);
            for (var r = 0; r < RowUpper.Length; r++)
                if (RowUpper[r] != next.RowUpper[r]) solver.ChangeRow(r, RowLower[r], next.RowUpper[r]);
            Upper = next.Upper;
            RowUpper = next.RowUpper;
            Lower0 = next.Lower0;
        }

        public void ChangeCosts(double[] costs, ILinearSolver solver)
        {
            for (var c = 0; c < costs.Length; c++)
            {
                var before = _costs is null ? c == 0 ? 1 : 0 : _costs[c];
                if (before != costs[c]) solver.ChangeCost(c, costs[c]);
            }
            _costs = costs;
        }
    }

    /// <summary>What a denial leaves: capacities, what is still held, and flows that withdrawn consents stop.</summary>
    sealed class Remains
    {
        readonly OutputProgram _program;
        readonly bool[][] _stopped;
        readonly bool[] _blocked;

        public Remains(OutputProgram program, Denial denial, OutputCase conditions)
        {
            _program = program;
            var table = program.Table;
            var network = table.Network;
            var count = table.All.Count;
            Capacity = new double[count];
            _blocked = new bool[count];
            var factors = new double[count];
            Array.Fill(factors, 1);
            foreach (var actor in denial.Actors)
                foreach (var s in table.Actors.Supplies(actor, program.Reading)) factors[s] = 0;
            for (var s = 0; s < count; s++)
            {
                var supply = table.All[s];
                if (!program.Requirements.InTree[supply.Item]) continue;
                if (denial.DeniesOutsiders && !IsInside(supply, conditions)) factors[s] = 0;
                var capacity = conditions.Capacity.TryGetValue(s, out var other) ? other : program.Capacity(supply);
                if (supply.Kind == SupplyKind.Missing)
                    capacity = conditions.FreeItems.Contains(supply.Item) ? double.PositiveInfinity : conditions.NewSupply.GetValueOrDefault(supply.Item);
                capacity += conditions.Added.GetValueOrDefault(s);
                Capacity[s] = factors[s] <= 0 ? 0 : capacity * factors[s];
                _blocked[s] = program._book.Of(supply).BlockedBy >= 0;
            }
            TotalLeft = [.. network.Totals.Select(t => program.Remainder(t.Index) + AddedUnder(t.Index, conditions))];
            IsDenied = [.. factors.Select(f => f <= 0)];
            StockPerMonth = Stocks(denial, conditions);
            _stopped = new bool[program._layers.Length][];
            IsHeld = new bool[program._layers.Length][];
            foreach (var layer in program._layers) FillLayer(layer, denial, conditions, factors);
        }

        public double[] Capacity { get; }

        /// <summary>Supplies that the denial takes away whole.</summary>
        public bool[] IsDenied { get; }

        public double[] TotalLeft { get; }

        public double[] StockPerMonth { get; }

        public bool[][] IsHeld { get; }

        public bool IsTechnologyRefused { get; private set; }

        public SortedSet<int> Withdrawn { get; } = [];

        public bool IsStopped(int layer, int supply) => _stopped[layer][supply];

        bool IsInside(Supply supply, OutputCase conditions) => conditions.Inside.TryGetValue(supply.Index, out var other) ? other : supply.Inside[_program.Reading];

        // What a total leaves is for the unlisted and the lines of unknown size; those with a size stand beside it.
        double AddedUnder(int total, OutputCase conditions)
        {
            if (conditions.Added.Count == 0) return 0;
            var sum = 0.0;
            foreach (var s in _program.Table.OfTotal[total])
                if (SharesRest(_program.Table.All[s])) sum += conditions.Added.GetValueOrDefault(s);
            return sum;
        }

        double[] Stocks(Denial denial, OutputCase conditions)
        {
            var table = _program.Table;
            var perMonth = new double[table.Network.Items.Count];
            if (conditions.WindowDays is not { } window) return perMonth;
            foreach (var (item, added) in conditions.AddedStock) perMonth[item] += added * Units.DaysPerMonth / window;
            foreach (var stock in table.Network.Stocks)
            {
                var quantity = !stock.From.Trusted && _program.Reading != Reading.Optimistic ? 0
                    : stock.Quantity.IsKnown ? stock.Quantity.Supply(_program.Reading) : _program.Reading == Reading.Optimistic ? double.PositiveInfinity : 0;
                if (denial.Actors.Any(a => Refuses(a, stock))) continue;
                perMonth[stock.Item] += quantity * Units.DaysPerMonth / window;
            }
            return perMonth;
        }

        // An outage of a site or a maker stops its lines; what lies in store stays. A country that refuses keeps what lies there.
        bool Refuses(Actor actor, Stock stock)
        {
            if (actor.Kind != ActorKind.Country) return false;
            var table = _program.Table;
            return stock.HolderLine >= 0 ? table.Actors.Factor(table.All[table.OfLine[stock.HolderLine]], actor, _program.Reading) <= 0
                : table.Network.Parties[stock.HolderParty].Country is { Count: 1 } country && country.Contains(actor.Index);
        }

        void FillLayer(Layer layer, Denial denial, OutputCase conditions, double[] factors)
        {
            var table = _program.Table;
            var network = table.Network;
            var stopped = _stopped[layer.Index] = new bool[table.All.Count];
            var withdrawn = layer.Covering.Select(r => network.Restrictions[r]).Where(r => !conditions.Granted.Contains(r.Index)
                && ((denial.DeniesOutsiders && table.Actors.IsHeldOutside(r, _program.Reading)) || denial.Actors.Any(a => table.Actors.Holds(a, r)))).ToArray();
            foreach (var r in withdrawn)
            {
                Withdrawn.Add(r.Index);
                if (r.TargetTechnology >= 0) IsTechnologyRefused = true;
                else if (r.TargetLine >= 0) stopped[table.OfLine[r.TargetLine]] = true;
                else foreach (var s in table.OfItem[r.TargetItem]) stopped[s] = true;
            }
            var held = IsHeld[layer.Index] = HeldItems(stopped, factors, conditions);
            foreach (var item in _program.Requirements.Items)
                foreach (var s in table.OfItem[item])
                    if (_blocked[s] || !CanHold(table.All[s], held)) stopped[s] = true;
            foreach (var goal in layer.Goals)
                if (network.Items[goal.Item].IsShared && !held[goal.Item]) IsTechnologyRefused = true;
        }

        // Held: at least one undenied holder, whose own shared inputs are held; from all held downwards, since loops of know-how are legal.
        bool[] HeldItems(bool[] stopped, double[] factors, OutputCase conditions)
        {
            var table = _program.Table;
            var held = new bool[table.Network.Items.Count];
            var shared = _program.Requirements.Items.Where(i => table.Network.Items[i].IsShared).ToArray();
            foreach (var item in shared) held[item] = true;
            for (var changed = true; changed;)
            {
                changed = false;
                foreach (var item in shared)
                {
                    if (!held[item] || conditions.FreeItems.Contains(item)) continue;
                    var any = false;
                    foreach (var s in table.OfItem[item])
                        any |= !stopped[s] && factors[s] > 0 && Exists(table.All[s], conditions) && CanHold(table.All[s], held);
                    if (any) continue;
                    held[item] = false;
                    changed = true;
                }
            }
            return held;
        }

        bool Exists(Supply supply, OutputCase conditions) => conditions.Added.GetValueOrDefault(supply.Index) > 0 || supply.Kind switch
        {
            SupplyKind.Missing => conditions.NewSupply.GetValueOrDefault(supply.Item) > 0,
            SupplyKind.Line => (supply.IsTrusted || _program.Reading == Reading.Optimistic) && !(supply.Capacity.IsKnown && supply.Capacity.High <= 0),
            _ => _program.Capacity(supply) > 0,
        };

        bool CanHold(Supply supply, bool[] held)
        {
            var recipe = _program._book.Of(supply);
            foreach (var use in recipe.Held)
                if (!held[use.Input]) return false;
            foreach (var group in recipe.Groups)
                if (!group.Any(u => !_program.Table.Network.Items[u.Input].IsShared || held[u.Input])) return false;
            return true;
        }
    }
}
