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
    readonly bool[] _movedDown, _movedUp, _movedMarket, _changedDown, _changedUp, _hasFallen, _mark;
    readonly double[] _fall = new double[Lanes];
    readonly Dictionary<int, double[]> _held = [];
    readonly bool[] _isHeld;
    bool _isNew;

    public CascadeRun(CascadeNetwork network, CascadeOptions options)
    {
        (_network, _options, _firms) = (network, options, network.Firms.Count);
        (_down, _up, _lossDown, _lossUp) = (new(_firms), new(_firms), new(_firms), new(_firms));
        (_movedDown, _movedUp, _changedDown, _changedUp, _mark) = (new bool[_firms], new bool[_firms], new bool[_firms], new bool[_firms], new bool[_firms]);
        (_market, _wholeMarket, _movedMarket) = (new(network.Sectors.Count), new(network.Sectors.Count), new bool[network.Sectors.Count]);
        (_isHeld, _hasFallen) = (new bool[_firms], new bool[_firms]);
        _down.Values.Fill(1);
        Array.Fill(_movedMarket, true);
        Markets(_firms);
        _market.Values.CopyTo(_wholeMarket.Values);
    }

    /// <summary>What is left of a firm's output by supplies.</summary>
    public double Down(int firm, int lane) => _down[firm, lane];

    /// <summary>What is left of a firm's output by demand.</summary>
    public double Up(int firm, int lane) => _up[firm, lane];

    /// <summary>True where the last step looked at all firms, in one direction or both.</summary>
    public bool LookedAtAll { get; private set; }

    /// <summary>Begins again with other shocks, at most eight.</summary>
    public void Begin(ReadOnlySpan<CascadeShock> shocks)
    {
        _isNew = false;
        Hold(shocks!);
        _down.Values.Fill(1);
        _up.Values.Fill(1);
        _lossDown.Values.Clear();
        _lossUp.Values.Clear();
        foreach (var flags in new[] { _movedDown, _movedUp, _movedMarket, _changedDown, _changedUp, _hasFallen }) Array.Clear(flags);
        _wholeMarket.Values.CopyTo(_market.Values);
        for (var lane = 0; lane < shocks.Length; lane++)
            foreach (var (firm, left) in shocks[lane].Left)
            {
                _down[firm, lane] = _up[firm, lane] = left;
                _movedDown[firm] = _movedUp[firm] = _hasFallen[firm] = true;
            }
    }

    /// <summary>Copies lanes to where they wait.</summary>
    public void SetAside(CascadeAside aside, ReadOnlySpan<(int Lane, int Place)> moves)
    {
        for (var firm = 0; firm < _firms; firm++)
            foreach (var (lane, place) in moves) (aside.Down[firm, place], aside.Up[firm, place]) = (_down[firm, lane], _up[firm, lane]);
    }

    /// <summary>Goes on with lanes that waited, in lanes that are free.</summary>
    /// <param name="aside">Where they waited.</param>
    /// <param name="moves">Which goes where.</param>
    /// <param name="shocks">Shock of every lane, of those that stay too; null for a lane that stays free.</param>
    public void Fill(CascadeAside aside, ReadOnlySpan<(int Lane, int Place)> moves, ReadOnlySpan<CascadeShock?> shocks)
    {
        for (var firm = 0; firm < _firms; firm++)
            foreach (var (lane, place) in moves) (_down[firm, lane], _up[firm, lane]) = (aside.Down[firm, place], aside.Up[firm, place]);
        Hold(shocks);
        // Nothing is known of what moved last in these lanes.
        _isNew = true;
        foreach (var flags in new[] { _movedDown, _movedUp, _hasFallen }) Array.Fill(flags, true);
    }

    void Hold(ReadOnlySpan<CascadeShock?> shocks)
    {
        foreach (var firm in _held.Keys) _isHeld[firm] = false;
        _held.Clear();
        for (var lane = 0; lane < shocks.Length; lane++)
            foreach (var (firm, left) in shocks[lane]?.Left ?? [])
            {
                if (!_held.TryGetValue(firm, out var held)) Array.Fill(_held[firm] = held = new double[Lanes], 1);
                held[lane] = left;
                _isHeld[firm] = true;
            }
    }

    /// <summary>One step of all lanes.</summary>
    /// <returns>Largest fall of any firm in either direction, per lane.</returns>
    public ReadOnlySpan<double> Step()
    {
        var fall = Vector512<double>.Zero;
        var isAllDown = Losses() > DensePart * _network.LinkCount || _isNew;
        Array.Clear(_movedDown);
        if (isAllDown)
        {
            for (var firm = 0; firm < _firms; firm++) fall = SupplyOf(firm, fall);
        }
        else
        {
            Mark(_changedDown, _network.Outputs.Start, _network.Outputs.Customer);
            for (var firm = Marked(0); firm < _firms; firm = Marked(firm + 1)) fall = SupplyOf(firm, fall);
        }
        var isAllUp = UpLosses() > DensePart * _network.LinkCount || _isNew;
        Array.Clear(_movedUp);
        if (isAllUp)
        {
            for (var firm = 0; firm < _firms; firm++) fall = DemandOf(firm, fall);
        }
        else
        {
            Mark(_changedUp, _network.Inputs.Start, _network.Inputs.Supplier);
            for (var firm = Marked(0); firm < _firms; firm = Marked(firm + 1)) fall = DemandOf(firm, fall);
        }
        (LookedAtAll, _isNew) = (isAllDown || isAllUp, false);
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
            if (_hasFallen[firm] && (_movedDown[firm] || (_options.Replaceability && _movedMarket[network.Sector[firm]])))
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

    void Mark(bool[] changed, int[] start, int[] other)
    {
        for (var firm = changed.AsSpan().IndexOf(true); firm >= 0; firm = Next(changed, firm + 1))
            for (var e = start[firm]; e < start[firm + 1]; e++) _mark[other[e]] = true;
    }

    // The next firm that is marked, in ascending order, as the links lie in memory; its mark is taken off.
    int Marked(int from)
    {
        var firm = Next(_mark, from);
        if (firm < 0) return _firms;
        _mark[firm] = false;
        return firm;
    }

    static int Next(bool[] flags, int from) => flags.AsSpan(from).IndexOf(true) is >= 0 and var at ? from + at : -1;

    Vector512<double> SupplyOf(int firm, Vector512<double> fall)
    {
        var inputs = _network.Inputs;
        ref var loss = ref _lossDown.First;
        ref var supplier = ref MemoryMarshal.GetArrayDataReference(inputs.Supplier);
        ref var part = ref MemoryMarshal.GetArrayDataReference(inputs.Part);
        var (worst, sum) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (int e = inputs.Start[firm], end = inputs.UsedEnd[firm]; e < end; e++)
        {
            // The first of a group begins its sum anew. Sums only grow, so that none before the last of a group is the worst.
            var p = Vector512.Create(Unsafe.Add(ref part, e));
            sum = Vector512.AndNot(sum, Vector512.IsNegative(p)) + Vector512.Abs(p) * LaneArray.Load(ref loss, Unsafe.Add(ref supplier, e));
            worst = Vector512.Max(worst, sum);
        }
        return Take(_down, _movedDown, firm, Vector512<double>.One - worst, fall);
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
            if (!_hasFallen[firm] || _network.WeightOf[firm] == 0) continue;
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
        _hasFallen[firm] = true;
        values.Set(firm, left);
        return Vector512.Max(fall, old - left);
    }
}
