using Vauban.Core.Output;

namespace Vauban.Core.Capacity;

sealed partial class PlanProgram
{
    /// <summary>Rate per month before the plan [group]; empty where nothing is under way.</summary>
    internal int[] Before { get; private set; } = [];

    /// <summary>Its part for the pool, where some of it goes over links [group].</summary>
    internal int[] BeforePool { get; private set; } = [];

    /// <summary>Its part for each way [way].</summary>
    internal int[] BeforeFlow { get; private set; } = [];

    // Before its first day the network ran at one constant rate, within its capacities and from its own inputs; what was then
    // started and is still under way arrives in the first months.
    void AddPipeline()
    {
        var isUnderWay = Data.Groups.Any(g => g.First.Lead > 0) || Data.Ways.Any(w => w.TransportMonths > 0);
        if (Data.Options.Pipeline == PlanPipeline.Empty || !isUnderWay) return;
        Before = new int[Data.Groups.Length];
        BeforePool = new int[Data.Groups.Length];
        BeforeFlow = new int[Data.Ways.Length];
        Array.Fill(Before, -1);
        Array.Fill(BeforePool, -1);
        Array.Fill(BeforeFlow, -1);
        var pool = new Terms[Data.Network.Items.Count];
        foreach (var item in Data.Items) pool[item] = new();
        var served = new SortedDictionary<(int Source, int Item), Terms>();
        for (var g = 0; g < Data.Groups.Length; g++) AddEarlier(g, pool, served);
        for (var w = 0; w < Data.Ways.Length; w++)
            if (BeforeFlow[w] >= 0 && served.TryGetValue((Data.Ways[w].Customer, Data.Ways[w].Item), out var row)) row.Add(BeforeFlow[w], 1);
        foreach (var item in Data.Items)
            if (pool[item].Count > 0) pool[item].AddTo(Model, 0, double.PositiveInfinity);
        foreach (var row in served.Values) row.AddTo(Model, 0, double.PositiveInfinity);
        for (var k = 0; k < Data.Totals.Length; k++)
        {
            if (double.IsInfinity(Data.Totals[k].Left[0])) continue;
            var row = new Terms();
            foreach (var s in Data.Totals[k].Members)
                if (Before[_groupOf[s]] is >= 0 and var column) row.Add(column, 1);
            if (row.Count > 0) row.AddTo(Model, double.NegativeInfinity, Data.Totals[k].Left[0] / _periods[0].Months / Data.Scale[Data.Sources[Data.Totals[k].Members[0]].Item]);
        }
    }

    void AddEarlier(int g, Terms[] pool, SortedDictionary<(int, int), Terms> served)
    {
        var group = Data.Groups[g];
        var most = group.Members.Sum(Data.BeforeOf);
        if (group.Recipe[0] is not { } recipe || most <= 0) return;
        Before[g] = Model.AddColumn(0, 0, most / Data.Scale[group.Item], false, Name("before", group.First.Row.Id));
        AddUses(g, 0, Before[g], new int[1][][], recipe, use =>
        {
            var key = (group.First.Index, use.Input);
            if (!Data.Governed.Contains(key)) return pool[use.Input];
            if (!served.TryGetValue(key, out var row)) served[key] = row = new();
            return row;
        });
        if (Pool[g][0] < 0)
        {
            Arrive(Before[g], pool[group.Item], _balance[group.Item]!, group.First.Lead);
            return;
        }
        BeforePool[g] = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("before-pool", group.First.Row.Id));
        Arrive(BeforePool[g], pool[group.Item], _balance[group.Item]!, group.First.Lead);
        var split = new Terms();
        split.Add(Before[g], 1);
        split.Add(BeforePool[g], -1);
        foreach (var w in _waysFrom[group.First.Index])
        {
            BeforeFlow[w] = Model.AddColumn(0, 0, double.PositiveInfinity, false, Name("before-send", $"{group.First.Row.Id}:{Data.Sources[Data.Ways[w].Customer].Row.Id}"));
            split.Add(BeforeFlow[w], -1);
            var way = Data.Ways[w];
            if (_governed.TryGetValue((way.Customer, way.Item), out var rows)) Arrive(BeforeFlow[w], null, rows, group.First.Lead + way.TransportMonths);
        }
        split.AddTo(Model, 0, 0);
    }

    void Arrive(int column, Terms? steady, Terms[] rows, double lead)
    {
        steady?.Add(column, 1);
        foreach (var period in _periods)
            if (_horizon.Earlier(lead, period.Index) is > 1e-12 and var months) rows[period.Index].Add(column, months);
    }
}
