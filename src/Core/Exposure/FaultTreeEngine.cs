using System.Globalization;
using System.Runtime.ExceptionServices;
using Vauban.Core.Model;

namespace Vauban.Core.Exposure;

/// <summary>Minimal cut sets, probability and importances of a fault tree.</summary>
/// <remarks>Two engines, since some trees fit only one of them: a binary decision diagram of the whole tree, whose minimal solutions are taken (Rauzy 1993),
/// and zero-suppressed diagrams of sets joined gate by gate. Where a tree negates, a cut set is a minimal set of failed events that makes the top true
/// while all other events work. Orders of events are tried in a fixed sequence, and only a limit of nodes ends a trial: the same tree and options give the same answer.</remarks>
public static class FaultTreeEngine
{
    // Recursion goes as deep as there are events.
    const int StackBytes = 512 << 20;

    /// <summary>Answers.</summary>
    /// <param name="tree">Tree.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static FaultTreeResult Run(FaultTree tree, FaultTreeOptions options, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid(tree);
        FaultTreeResult? result = null;
        ExceptionDispatchInfo? trouble = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = new FaultTreeSearch(tree, options, stop).Run();
            }
            catch (Exception e) when (e is OperationCanceledException or OutOfMemoryException)
            {
                trouble = ExceptionDispatchInfo.Capture(e);
            }
        }, StackBytes);
        thread.Start();
        thread.Join();
        trouble?.Throw();
        return result!;
    }
}

/// <summary>Tries the ways to a diagram one after the other.</summary>
sealed class FaultTreeSearch(FaultTree tree, FaultTreeOptions options, CancellationToken stop)
{
    const int Orders = 5, SecondOrders = 2, FarPart = 32, ManyEvents = 5000;

    TruthDiagram? _truth;
    CutDiagram? _cuts;
    int _top, _family;
    int[] _events = [];
    int? _complete;
    int[]? _settled;

    public FaultTreeResult Run()
    {
        var isCoherent = tree.IsCoherent;
        var method = Find(isCoherent);
        var findings = new List<Finding>();
        var isUsed = new bool[tree.Events.Count];
        foreach (var e in _events) isUsed[e] = true;
        var unknown = tree.Events.Where((e, i) => double.IsNaN(e.Probability) && isUsed[i]).Select(e => e.Name).Order(StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0) findings.Add(new("W-TREE-01", Severity.Warning, new Place(), Text(unknown.Length), unknown[0]));
        if (method == CutMethod.None) findings.Add(new("W-TREE-02", Severity.Warning, new Place(), Text(options.MostNodes)));
        if (_complete is { } order && order != options.Order) findings.Add(new("W-TREE-03", Severity.Warning, new Place(), Text(order)));
        if (!isCoherent) findings.Add(new("N-TREE-01", Severity.Note, new Place()));
        var reading = new CutReading(tree, options, _events, _cuts ?? new(options.MostNodes, stop), _family, stop);
        return new()
        {
            Tree = tree, Options = options, Method = method, CompleteOrder = _complete, Counts = reading.Counts(_family), Selected = reading.Selected(), Cuts = reading.List(), Findings = findings, Nodes = _cuts?.Count ?? 0,
            Probability = Probability(isCoherent, unknown.Length > 0, reading), Importances = reading.Importances(_truth is not null ? reading.Birnbaum(_truth, _top) : null),
        };
    }

    // A small diagram of the whole answers everything. Where only sets of few events are asked for, they need no larger one.
    CutMethod Find(bool isCoherent)
    {
        if (FindTruth(options.MostNodes >> 5)) return TakeMinimal();
        if (isCoherent && options.Order is not null && FindFamilies()) return CutMethod.Families;
        if (FindTruth(options.MostNodes >> 1)) return TakeMinimal();
        return isCoherent && (FindFamilies() || FindLowOrders()) ? CutMethod.Families : CutMethod.None;
    }

    (double, double)? Probability(bool isCoherent, bool isOpen, CutReading reading)
    {
        if (_truth is null) return _complete is null && _cuts is not null ? (reading.MostProbable(), Math.Min(1, reading.Sum(1))) : _cuts is not null ? (reading.MostProbable(), 1) : null;
        if (!isOpen) return (reading.Probability(_truth, _top, 0), reading.Probability(_truth, _top, 0));
        // More failures never help a coherent tree, so that the ends of every unknown probability are the ends of the answer.
        return isCoherent ? (reading.Probability(_truth, _top, 0), reading.Probability(_truth, _top, 1)) : null;
    }

    // The orders that came farthest before are tried again, where that was far enough for sixteen times the nodes to give hope.
    bool FindTruth(int most)
    {
        var (isSecond, least) = (_settled is not null, tree.Below().Count / FarPart);
        var orders = Enumerable.Range(0, Orders).ToArray();
        if (isSecond) orders = [.. orders.Where(o => _settled![o] >= least).OrderByDescending(o => _settled![o]).Take(SecondOrders)];
        else _settled = new int[Orders];
        foreach (var order in orders)
        {
            var events = tree.EventOrder(order);
            var truth = new TruthDiagram(most, stop);
            try
            {
                (_top, _truth, _events) = (truth.Of(tree, Places(events)), truth, events);
                return true;
            }
            catch (DiagramLimitException)
            {
                // The next order may need fewer nodes.
                if (!isSecond) _settled![order] = truth.Settled;
            }
        }
        return false;
    }

    int[] Places(int[] events)
    {
        var places = new int[tree.Events.Count];
        for (var p = 0; p < events.Length; p++) places[events[p]] = p;
        return places;
    }

    CutMethod TakeMinimal()
    {
        if (Try(c => c.Minimal(_truth!, _top, options.Order ?? CutDiagram.AnyOrder), options.MostNodes))
        {
            _complete = options.Order;
            return CutMethod.Truth;
        }
        _complete = 0;
        for (var order = 1; order <= (options.Order ?? tree.Events.Count) && Try(c => c.Minimal(_truth!, _top, order), options.MostNodes); order++) _complete = order;
        return CutMethod.Truth;
    }

    bool FindFamilies()
    {
        // A large tree takes seconds for each order: what the best two cannot do is left to low orders.
        foreach (var order in Enumerable.Range(0, Orders).OrderByDescending(o => _settled![o]).Take(tree.Events.Count > ManyEvents ? SecondOrders : Orders))
        {
            _events = tree.EventOrder(order);
            var places = Places(_events);
            if (!Try(c => c.Of(tree, places, options.Order ?? CutDiagram.AnyOrder), options.MostNodes >> 2)) continue;
            _complete = options.Order;
            return true;
        }
        return false;
    }

    // Low orders first: they are what matters most, and what can be had.
    bool FindLowOrders()
    {
        _events = tree.EventOrder(Enumerable.Range(0, Orders).MaxBy(o => _settled![o]));
        var places = Places(_events);
        for (var order = 1; order <= (options.Order ?? tree.Events.Count) && Try(c => c.Of(tree, places, order), options.MostNodes); order++) _complete = order;
        return _complete is not null;
    }

    bool Try(Func<CutDiagram, int> make, int most)
    {
        var cuts = new CutDiagram(most, stop);
        try
        {
            (_family, _cuts) = (make(cuts), cuts);
            return true;
        }
        catch (DiagramLimitException)
        {
            return false;
        }
    }

    static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
