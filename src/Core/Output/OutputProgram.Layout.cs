using Vauban.Core.Model;
using Vauban.Core.Solving;

namespace Vauban.Core.Output;

public sealed partial class OutputProgram
{
    /// <summary>Where everything stands in the linear model.</summary>
    sealed partial class Layout
    {
        readonly OutputProgram _program;
        readonly SupplyTable _table;
        readonly double[] _need;
        readonly List<(int Layer, int Supply, int Input, int Column)> _alternatives = [];
        readonly List<(int Layer, int Link, int Column)> _flows = [];
        readonly List<(int Layer, int Supply, int Item, int Column)> _newFlows = [];
        readonly List<(int Layer, int Item, int Column)> _stocks = [];
        readonly int[] _totalRow, _stockRow;
        readonly int[][] _supplyColumn;
        readonly int[] _capacityRow;
        readonly Dictionary<(int Customer, int Item), List<int>> _links = [];
        readonly HashSet<int> _linkedItems = [];

        public Layout(OutputProgram program)
        {
            _program = program;
            _table = program.Table;
            _need = program.Requirements.Need;
            var network = _table.Network;
            foreach (var link in network.Links)
            {
                if (!_links.TryGetValue((link.Customer, link.Item), out var list)) _links[(link.Customer, link.Item)] = list = [];
                list.Add(link.Index);
                _linkedItems.Add(link.Item);
            }
            IsTied = new bool[_table.All.Count];
            Model = new LinearModel { Maximize = true };
            Model.AddColumn(1, 0, ThetaCap, name: "theta");
            _supplyColumn = [.. program._layers.Select(_ => Filled(_table.All.Count))];
            _capacityRow = Filled(_table.All.Count);
            _totalRow = Filled(network.Totals.Count);
            _stockRow = Filled(network.Items.Count);
            foreach (var layer in program._layers) AddLayer(layer);
            if (program._layers.Length > 1) AddSharedLimits();
            AddTotals();
        }

        public LinearModel Model { get; }

        public int[][] SupplyColumns => _supplyColumn;

        /// <summary>Supplies that a link or a total for several limits beside their capacity.</summary>
        public bool[] IsTied { get; }

        bool IsSplit => _program._layers.Length > 1;

        static int[] Filled(int length)
        {
            var array = new int[length];
            Array.Fill(array, -1);
            return array;
        }

        bool Counts(int item) => _program.Requirements.InTree[item] && _need[item] > 0 && !_table.Network.Items[item].IsShared && !_table.Network.Items[item].IsFree;

        void AddLayer(Layer layer)
        {
            var items = _program.Requirements.Items.Where(Counts).ToArray();
            var balance = new Dictionary<int, Entries>();
            foreach (var item in items)
            {
                balance[item] = new();
                var stock = Model.AddColumn(0, 0, 0);
                _stocks.Add((layer.Index, item, stock));
                balance[item].Add(stock, 1);
                foreach (var s in _table.OfItem[item]) _supplyColumn[layer.Index][s] = Model.AddColumn(0, 0, 0);
            }
            var governed = new SortedDictionary<(int Supply, int Item), Entries>();
            foreach (var item in items)
                foreach (var s in _table.OfItem[item])
                    AddUses(layer, s, balance, governed);
            var supplierFlows = AddFlows(layer, governed);
            foreach (var item in items) AddPool(layer, item, balance[item], supplierFlows);
            foreach (var goal in layer.Goals)
                if (balance.TryGetValue(goal.Item, out var row)) row.Add(0, -goal.Rate.Need(_program.Reading) / _need[goal.Item]);
            foreach (var item in items) Model.AddRow(0, double.PositiveInfinity, balance[item].Columns, balance[item].Values);
        }

        void AddUses(Layer layer, int s, Dictionary<int, Entries> balance, SortedDictionary<(int, int), Entries> governed)
        {
            var supply = _table.All[s];
            var column = _supplyColumn[layer.Index][s];
            var recipe = _program._book.Of(supply);
            foreach (var use in recipe.Single) Take(use, column);
            foreach (var group in recipe.Groups)
            {
                // sum of the parts made with each alternative = output (design section 2: sum z_i / q_i = x_l).
                var row = new Entries();
                row.Add(column, -1);
                foreach (var use in group)
                {
                    var part = Model.AddColumn(0, 0, double.PositiveInfinity);
                    _alternatives.Add((layer.Index, s, use.Input, part));
                    row.Add(part, 1);
                    if (use.Quantity > 0) Take(use, part);
                }
                Model.AddRow(0, 0, row.Columns, row.Values);
            }

            void Take(Use use, int from)
            {
                if (!Counts(use.Input)) return;
                var amount = use.Quantity * _need[supply.Item] / _need[use.Input];
                if (supply.Line >= 0 && _links.ContainsKey((supply.Line, use.Input)))
                {
                    IsTied[s] = true;
                    if (!governed.TryGetValue((s, use.Input), out var uses)) governed[(s, use.Input)] = uses = new();
                    uses.Add(from, -amount);
                }
                else balance[use.Input].Add(from, -amount);
            }
        }

        // A customer with links is served by its qualified suppliers only; new supply would be qualified for it.
        Dictionary<int, List<int>> AddFlows(Layer layer, SortedDictionary<(int Supply, int Item), Entries> governed)
        {
            var flowsFrom = new Dictionary<int, List<int>>();
            foreach (var ((s, item), uses) in governed)
            {
                foreach (var index in _links[(_table.All[s].Line, item)])
                {
                    var link = _table.Network.Links[index];
                    var supplier = _table.OfLine[link.Supplier];
                    if (!(link.Qualified ?? _program.Reading != Reading.Pessimistic) || _table.All[supplier].Item != item) continue;
                    var flow = Model.AddColumn(0, 0, double.PositiveInfinity);
                    _flows.Add((layer.Index, index, flow));
                    uses.Add(flow, 1);
                    From(supplier).Add(flow);
                }
                var fresh = Model.AddColumn(0, 0, double.PositiveInfinity);
                _newFlows.Add((layer.Index, _table.MissingOf[item], item, fresh));
                uses.Add(fresh, 1);
                From(_table.MissingOf[item]).Add(fresh);
                Model.AddRow(0, double.PositiveInfinity, uses.Columns, uses.Values);
            }
            return flowsFrom;

            List<int> From(int supplier)
            {
                IsTied[supplier] = true;
                if (!flowsFrom.TryGetValue(supplier, out var list)) flowsFrom[supplier] = list = [];
                return list;
            }
        }

        void AddPool(Layer layer, int item, Entries balance, Dictionary<int, List<int>> flowsFrom)
        {
            foreach (var s in _table.OfItem[item])
            {
                var column = _supplyColumn[layer.Index][s];
                if (!_linkedItems.Contains(item) || !flowsFrom.TryGetValue(s, out var flows))
                {
                    balance.Add(column, 1);
                    continue;
                }
                var pool = Model.AddColumn(0, 0, double.PositiveInfinity);
                balance.Add(pool, 1);
                var row = new Entries();
                row.Add(column, 1);
                row.Add(pool, -1);
                foreach (var flow in flows) row.Add(flow, -1);
                Model.AddRow(0, double.PositiveInfinity, row.Columns, row.Values);
            }
        }

        void AddSharedLimits()
        {
            for (var s = 0; s < _table.All.Count; s++)
            {
                if (_supplyColumn[0][s] < 0) continue;
                _capacityRow[s] = Model.AddRow(double.NegativeInfinity, 0, [.. _supplyColumn.Select(c => c[s])], [.. _supplyColumn.Select(_ => 1.0)]);
            }
            foreach (var group in _stocks.GroupBy(e => e.Item))
                _stockRow[group.Key] = Model.AddRow(double.NegativeInfinity, 0, [.. group.Select(e => e.Column)], [.. group.Select(_ => 1.0)]);
        }

        void AddTotals()
        {
            foreach (var total in _table.Network.Totals)
            {
                if (!Counts(total.Item) || !_program.SharesTotal(total.Index)) continue;
                var row = new Entries();
                foreach (var s in _table.OfTotal[total.Index])
                    if (SharesRest(_table.All[s]))
                    {
                        IsTied[s] = true;
                        foreach (var columns in _supplyColumn) row.Add(columns[s], 1);
                    }
                _totalRow[total.Index] = Model.AddRow(double.NegativeInfinity, double.PositiveInfinity, row.Columns, row.Values);
            }
        }

        public Bounds Initial() => new(Model);

        /// <summary>Bounds of columns and rows for capacities that remain; theta's own bound too.</summary>
        public Bounds Make(Remains remains, OutputCase conditions)
        {
            var bounds = new Bounds(Model);
            bounds.Upper[0] = remains.IsTechnologyRefused ? 0 : conditions.Cap;
            for (var s = 0; s < _table.All.Count; s++)
            {
                var item = _table.All[s].Item;
                if (!Counts(item)) continue;
                var capacity = remains.Capacity[s];
                var share = capacity / _need[item];
                foreach (var layer in _program._layers)
                    bounds.Upper[_supplyColumn[layer.Index][s]] = remains.IsStopped(layer.Index, s) ? 0 : IsSplit ? double.PositiveInfinity : share;
                if (_capacityRow[s] >= 0) bounds.RowUpper[_capacityRow[s]] = share;
            }
            foreach (var (layer, _, input, column) in _alternatives)
                if (_table.Network.Items[input].IsShared) bounds.Upper[column] = remains.IsHeld[layer][input] ? double.PositiveInfinity : 0;
            for (var t = 0; t < _totalRow.Length; t++)
                if (_totalRow[t] >= 0) bounds.RowUpper[_totalRow[t]] = remains.TotalLeft[t] / _need[_table.Network.Totals[t].Item];
            foreach (var (_, item, column) in _stocks)
            {
                var share = conditions.FreeStock ? double.PositiveInfinity : remains.StockPerMonth[item] / _need[item];
                bounds.Upper[column] = IsSplit ? double.PositiveInfinity : share;
                if (_stockRow[item] >= 0) bounds.RowUpper[_stockRow[item]] = share;
            }
            if (conditions.WindowDays is { } window)
                foreach (var (_, index, column) in _flows)
                    bounds.Upper[column] = SwitchLimit(_table.Network.Links[index], window, remains);
            return bounds;
        }

        // A supplier that must be switched to first gives only the rest of the window; one with a share today is already there.
        double SwitchLimit(Link link, double window, Remains remains)
        {
            var current = link.Share is { IsKnown: true, High: > 0 };
            var days = !link.SwitchDays.IsKnown || current ? 0 : link.SwitchDays.Need(_program.Reading);
            if (days <= 0) return double.PositiveInfinity;
            var left = Math.Max(0, 1 - days / window);
            return left <= 0 ? 0 : remains.Capacity[_table.OfLine[link.Supplier]] / _need[link.Item] * left;
        }

        public double[] Costs(Func<Supply, double> cost)
        {
            var costs = new double[Model.Columns];
            foreach (var columns in _supplyColumn)
                for (var s = 0; s < columns.Length; s++)
                    if (columns[s] >= 0) costs[columns[s]] = cost(_table.All[s]);
            // Stock on hand is free to use; stock that would have to be laid in is what a plan with free stock counts.
            foreach (var (_, _, column) in _stocks) costs[column] = 1;
            return costs;
        }

        /// <summary>Price of each supply's limit and the limit itself, as shares of need; a supply that is stopped has the limit 0.</summary>
        public IEnumerable<(int Supply, double Price, double Limit)> Prices(LinearResult answer, Bounds bounds)
        {
            for (var s = 0; s < _table.All.Count; s++)
            {
                var first = _supplyColumn[0][s];
                if (first < 0) continue;
                if (_capacityRow[s] < 0)
                {
                    if (answer.Columns[first] >= bounds.Upper[first] * (1 - 1e-9)) yield return (s, answer.ColumnDuals[first], bounds.Upper[first]);
                }
                else if (answer.RowDuals[_capacityRow[s]] > 1e-11) yield return (s, answer.RowDuals[_capacityRow[s]], bounds.RowUpper[_capacityRow[s]]);
                else yield return (s, _supplyColumn.Where(c => bounds.Upper[c[s]] <= 0).Select(c => answer.ColumnDuals[c[s]]).DefaultIfEmpty().Max(), 0);
            }
        }

        public IEnumerable<(int Total, double Capacity, double Price)> TotalPrices(LinearResult answer, Bounds bounds)
        {
            for (var t = 0; t < _totalRow.Length; t++)
                if (_totalRow[t] >= 0 && answer.RowDuals[_totalRow[t]] is > 1e-11 and var price) yield return (t, bounds.RowUpper[_totalRow[t]], price);
        }

        public IEnumerable<(int Item, double Capacity, double Price)> StockPrices(LinearResult answer, Bounds bounds)
        {
            foreach (var (layer, item, column) in _stocks)
            {
                if (layer > 0 && IsSplit) continue;
                var row = _stockRow[item];
                var price = row >= 0 ? answer.RowDuals[row] : answer.ColumnDuals[column];
                var capacity = row >= 0 ? bounds.RowUpper[row] : bounds.Upper[column];
                if (price > 1e-11 && capacity > 0) yield return (item, capacity, price);
            }
        }

        public OutputPlan ReadPlan(LinearResult answer, double level)
        {
            const double Dust = 1e-9;
            var output = new double[_table.All.Count];
            var consents = new SortedSet<int>();
            var restrictions = _table.Network.Restrictions;
            foreach (var layer in _program._layers)
            {
                for (var s = 0; s < output.Length; s++)
                {
                    var column = _supplyColumn[layer.Index][s];
                    if (column < 0 || answer.Columns[column] <= Dust) continue;
                    output[s] += answer.Columns[column] * _need[_table.All[s].Item];
                    foreach (var r in layer.Covering)
                        if (restrictions[r].TargetItem == _table.All[s].Item || (restrictions[r].TargetLine >= 0 && restrictions[r].TargetLine == _table.All[s].Line)) consents.Add(r);
                }
                if (level > 0) consents.UnionWith(layer.Covering.Where(r => restrictions[r].TargetTechnology >= 0 || IsHeldTarget(r)));
            }
            var flows = new SortedDictionary<int, double>();
            foreach (var (_, link, column) in _flows)
                if (answer.Columns[column] > Dust) flows[link] = flows.GetValueOrDefault(link) + answer.Columns[column] * _need[_table.Network.Links[link].Item];
            var stock = new double[_need.Length];
            foreach (var (_, item, column) in _stocks) stock[item] += answer.Columns[column] > Dust ? answer.Columns[column] * _need[item] : 0;
            return new(level, output, [.. consents], flows, stock) { Reached = answer.Columns[0] };
        }

        // Shared things have no flow; a consent over one counts as used wherever it is in the tree.
        bool IsHeldTarget(int r)
        {
            var restriction = _table.Network.Restrictions[r];
            var item = restriction.TargetItem >= 0 ? restriction.TargetItem : restriction.TargetLine >= 0 ? _table.Network.Lines[restriction.TargetLine].Item : -1;
            return item >= 0 && _table.Network.Items[item].IsShared && _program.Requirements.InTree[item];
        }
    }

    /// <summary>Entries of a row under construction.</summary>
    sealed class Entries
    {
        readonly List<int> _columns = [];
        readonly List<double> _values = [];
        readonly Dictionary<int, int> _at = [];

        public ReadOnlySpan<int> Columns => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_columns);

        public ReadOnlySpan<double> Values => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_values);

        // One entry per column: an input that a recipe names twice adds up.
        public void Add(int column, double value)
        {
            if (_at.TryGetValue(column, out var at)) _values[at] += value;
            else
            {
                _at[column] = _columns.Count;
                _columns.Add(column);
                _values.Add(value);
            }
        }
    }
}
