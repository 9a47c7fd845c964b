using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Vauban.Core.Disruption;

/// <summary>Plays eight shocks side by side: every value is eight lanes wide, so that one pass over the links serves all of them.</summary>
/// <remarks>Diem et al., Sci. Rep. 12, 7719 (2022), equations of the generalised Leontief cascade, each step from the old values. Lanes never mix, and sums
/// run in ascending order of firms, so that a shock gives the same bits beside whatever other shocks it is played. A step looks only at firms that
/// somebody who changed reaches, unless that is most of them.</remarks>
sealed class CascadeRun
{
    /// <summary>Shocks played side by side.</summary>
    public const int Lanes = LaneArray.Lanes;

    // A step that would look at more than this part of the links looks at all: following single links costs more than passing over all in order.
    const double DensePart = 0.2;

    readonly CascadeNetwork _network;
    readonly CascadeOptions _options;
    readonly int _firms;
    readonly LaneArray _down, _up, _lossDown, _lossUp, _market, _wholeMarket;
    readonly bool[] _movedDown, _movedUp, _movedMarket, _changedDown, _changedUp, _mark;
    readonly int[] _reached;
    readonly double[] _fall = new double[Lanes];
    readonly Dictionary<int, double[]> _held = [];
    readonly bool[] _isHeld;

    public CascadeRun(CascadeNetwork network, CascadeOptions options)
    {
        (_network, _options, _firms) = (network, options, network.Firms.Count);
        (_down, _up, _lossDown, _lossUp) = (new(_firms), new(_firms), new(_firms), new(_firms));
        (_movedDown, _movedUp, _changedDown, _changedUp, _mark) = (new bool[_firms], new bool[_firms], new bool[_firms], new bool[_firms], new bool[_firms]);
        (_market, _wholeMarket, _movedMarket) = (new(network.Sectors.Count), new(network.Sectors.Count), new bool[network.Sectors.Count]);
        (_reached, _isHeld) = (new int[_firms], new bool[_firms]);
        _down.Values.Fill(1);
        Array.Fill(_movedMarket, true);
        Markets(_firms);
        _market.Values.CopyTo(_wholeMarket.Values);
    }

    /// <summary>What is left of a firm's output by supplies.</summary>
    public double Down(int firm, int lane) => _down[firm, lane];

    /// <summary>What is left of a firm's output by demand.</summary>
    public double Up(int firm, int lane) => _up[firm, lane];

    /// <summary>Begins again with other shocks, at most eight.</summary>
    public void Begin(ReadOnlySpan<CascadeShock> shocks)
    {
        foreach (var firm in _held.Keys) _isHeld[firm] = false;
        _held.Clear();
        _down.Values.Fill(1);
        _up.Values.Fill(1);
        _lossDown.Values.Clear();
        _lossUp.Values.Clear();
        foreach (var flags in new[] { _movedDown, _movedUp, _movedMarket, _changedDown, _changedUp }) Array.Clear(flags);
        _wholeMarket.Values.CopyTo(_market.Values);
        for (var lane = 0; lane < shocks.Length; lane++)
            foreach (var (firm, left) in shocks[lane].Left)
            {
                if (!_held.TryGetValue(firm, out var held)) Array.Fill(_held[firm] = held = new double[Lanes], 1);
                held[lane] = left;
                _isHeld[firm] = true;
                _down[firm, lane] = _up[firm, lane] = left;
                _movedDown[firm] = _movedUp[firm] = true;
            }
    }

    /// <summary>One step of all lanes.</summary>
    /// <returns>Largest fall of any firm in either direction, per lane.</returns>
    public ReadOnlySpan<double> Step()
    {
        var reachedDown = Losses();
        var fall = Vector512<double>.Zero;
        Array.Clear(_movedDown);
        if (reachedDown > DensePart * _network.Inputs.Supplier.Length)
        {
            for (var firm = 0; firm < _firms; firm++) fall = SupplyOf(firm, fall);
        }
        else
        {
            foreach (var firm in Reach(_changedDown, _network.Outputs.Start, _network.Outputs.Customer)) fall = SupplyOf(firm, fall);
        }
        var reachedUp = UpLosses();
        Array.Clear(_movedUp);
        if (reachedUp > DensePart * _network.Outputs.Customer.Length)
        {
            for (var firm = 0; firm < _firms; firm++) fall = DemandOf(firm, fall);
        }
        else
        {
            foreach (var firm in Reach(_changedUp, _network.Inputs.Start, _network.Inputs.Supplier)) fall = DemandOf(firm, fall);
        }
        fall.CopyTo(_fall);
        return _fall;
    }

    // The losses that customers feel: what a supplier lost times what its market cannot replace. Gives how many links lead away from those that changed.
    long Losses()
    {
        var network = _network;
        Array.Clear(_movedMarket);
        var moved = 0;
        for (var firm = 0; firm < _firms; firm++)
        {
            if (!_movedDown[firm]) continue;
            _movedMarket[network.Sector[firm]] = true;
            moved++;
        }
        if (_options.Replaceability && moved > 0) Markets(moved);
        var links = 0L;
        for (var firm = 0; firm < _firms; firm++)
        {
            var isChanged = false;
            if (_movedDown[firm] || (_movedMarket[network.Sector[firm]] && _options.Replaceability))
            {
                var lost = Vector512<double>.One - _down.Row(firm);
                if (_options.Replaceability && lost != Vector512<double>.Zero)
                {
                    var sales = Vector512.Create(network.SalesOf[firm]);
                    lost = Vector512.Min(Vector512<double>.One, sales / _market.Row(network.Sector[firm])) * lost;
                }
                isChanged = lost != _lossDown.Row(firm);
                if (isChanged) _lossDown.Set(firm, lost);
            }
            _changedDown[firm] = isChanged;
            if (isChanged) links += network.Outputs.Start[firm + 1] - network.Outputs.Start[firm];
        }
        return links;
    }

    long UpLosses()
    {
        var links = 0L;
        for (var firm = 0; firm < _firms; firm++)
        {
            var isChanged = false;
            if (_movedUp[firm])
            {
                var lost = Vector512<double>.One - _up.Row(firm);
                isChanged = lost != _lossUp.Row(firm);
                if (isChanged) _lossUp.Set(firm, lost);
            }
            _changedUp[firm] = isChanged;
            if (isChanged) links += _network.Inputs.Start[firm + 1] - _network.Inputs.Start[firm];
        }
        return links;
    }

    // What the firms of a sector can still sell together; a market without any counts as 1, as in the reference implementation.
    // Where most markets moved, one pass over the firms in order serves them all; sums ascend either way.
    void Markets(int moved)
    {
        var network = _network;
        if (moved * 4L < _firms)
        {
            for (var sector = 0; sector < _movedMarket.Length; sector++)
            {
                if (!_movedMarket[sector]) continue;
                var sum = Vector512<double>.Zero;
                for (var p = network.MemberStart[sector]; p < network.MemberStart[sector + 1]; p++) sum += Vector512.Create(network.SalesOf[network.Members[p]]) * _down.Row(network.Members[p]);
                _market.Set(sector, WithoutZero(sum));
            }
            return;
        }
        _market.Values.Clear();
        for (var firm = 0; firm < _firms; firm++)
        {
            var sector = network.Sector[firm];
            _market.Set(sector, _market.Row(sector) + Vector512.Create(network.SalesOf[firm]) * _down.Row(firm));
        }
        for (var sector = 0; sector < _movedMarket.Length; sector++) _market.Set(sector, WithoutZero(_market.Row(sector)));
    }

    static Vector512<double> WithoutZero(Vector512<double> sum) => Vector512.ConditionalSelect(Vector512.LessThanOrEqual(sum, Vector512.Create(1e-10)), Vector512<double>.One, sum);

    ReadOnlySpan<int> Reach(bool[] changed, int[] start, int[] other)
    {
        var count = 0;
        for (var firm = 0; firm < _firms; firm++)
        {
            if (!changed[firm]) continue;
            for (var e = start[firm]; e < start[firm + 1]; e++)
            {
                if (_mark[other[e]]) continue;
                _mark[other[e]] = true;
                _reached[count++] = other[e];
            }
        }
        var reached = _reached.AsSpan(0, count);
        foreach (var firm in reached) _mark[firm] = false;
        return reached;
    }

    Vector512<double> SupplyOf(int firm, Vector512<double> fall)
    {
        var inputs = _network.Inputs;
        ref var loss = ref _lossDown.First;
        ref var supplier = ref MemoryMarshal.GetArrayDataReference(inputs.Supplier);
        ref var part = ref MemoryMarshal.GetArrayDataReference(inputs.Part);
        var (e, end) = (inputs.Start[firm], inputs.SingleEnd[firm]);
        var worst = Vector512<double>.Zero;
        for (; e < end; e++) worst = Vector512.Max(worst, LaneArray.Load(ref loss, Unsafe.Add(ref supplier, e)));
        var sum = Vector512<double>.Zero;
        for (end = inputs.EssentialEnd[firm]; e < end; e++)
        {
            var p = Unsafe.Add(ref part, e);
            sum += Vector512.Create(Math.Abs(p)) * LaneArray.Load(ref loss, Unsafe.Add(ref supplier, e));
            if (p > 0) continue;
            worst = Vector512.Max(worst, sum);
            sum = Vector512<double>.Zero;
        }
        for (end = inputs.UsedEnd[firm]; e < end; e++) sum += Vector512.Create(Unsafe.Add(ref part, e)) * LaneArray.Load(ref loss, Unsafe.Add(ref supplier, e));
        return Take(_down, _movedDown, firm, Vector512<double>.One - Vector512.Max(worst, sum), fall);
    }

    Vector512<double> DemandOf(int firm, Vector512<double> fall)
    {
        var outputs = _network.Outputs;
        ref var loss = ref _lossUp.First;
        ref var customer = ref MemoryMarshal.GetArrayDataReference(outputs.Customer);
        ref var part = ref MemoryMarshal.GetArrayDataReference(outputs.Part);
        var sum = Vector512<double>.Zero;
        for (int e = outputs.Start[firm], end = outputs.Start[firm + 1]; e < end; e++) sum += Vector512.Create(Unsafe.Add(ref part, e)) * LaneArray.Load(ref loss, Unsafe.Add(ref customer, e));
        return Take(_up, _movedUp, firm, Vector512<double>.One - sum, fall);
    }

    /// <summary>Weighted loss of every lane so far: by the worse of both directions, by supplies, by demand.</summary>
    public void Scores(Span<double> worse, Span<double> down, Span<double> up)
    {
        var (sumWorse, sumDown, sumUp) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var firm = 0; firm < _firms; firm++)
        {
            if (_network.WeightOf[firm] == 0) continue;
            var weight = Vector512.Create(_network.WeightOf[firm]);
            var (leftDown, leftUp) = (_down.Row(firm), _up.Row(firm));
            sumWorse += weight * (Vector512<double>.One - Vector512.Min(leftDown, leftUp));
            sumDown += weight * (Vector512<double>.One - leftDown);
            sumUp += weight * (Vector512<double>.One - leftUp);
        }
        var total = Vector512.Create(_network.TotalWeight);
        (sumWorse / total).CopyTo(worse);
        (sumDown / total).CopyTo(down);
        (sumUp / total).CopyTo(up);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<double> Take(LaneArray values, bool[] moved, int firm, Vector512<double> left, Vector512<double> fall)
    {
        left = Vector512.Max(Vector512<double>.Zero, left);
        if (_isHeld[firm]) left = Vector512.Min(left, Vector512.Create<double>(_held[firm]));
        var old = values.Row(firm);
        if (left == old) return fall;
        moved[firm] = true;
        values.Set(firm, left);
        return Vector512.Max(fall, old - left);
    }
}
