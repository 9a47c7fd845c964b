namespace Vauban.Core.Exposure;

/// <summary>Zero-suppressed decision diagrams: families of sets of events, none of which holds another. The end 1 is the family of the empty set alone.</summary>
/// <remarks>S. Minato, Zero-suppressed BDDs for set manipulation in combinatorial problems, DAC 1993; A. Rauzy, New algorithms for fault trees analysis,
/// Reliability Engineering and System Safety 40, 1993 (section 4: minimal solutions, and the operation "without").</remarks>
sealed class CutDiagram(int most, CancellationToken stop) : DiagramStore(most, stop)
{
    /// <summary>Sets of any size.</summary>
    public const int AnyOrder = int.MaxValue;

    const int WithoutCode = 0, UnionCode = 1, ProductCode = 2, LimitCode = 3, HavingCode = 4, LackingCode = 5;

    int Make(int variable, int low, int high) => high == 0 ? low : Node(variable, low, high);

    /// <summary>The family of one set of one event.</summary>
    public int Event(int variable) => Make(variable, 0, 1);

    /// <summary>The sets of the first family that hold no set of the second.</summary>
    public int Without(int a, int b)
    {
        if (a == 0 || b == 1 || a == b) return 0;
        if (b == 0 || a == 1) return a;
        if (Known(WithoutCode, a, b, 0, out var known)) return known;
        var (x, y) = (Variable(a), Variable(b));
        var result = x < y ? Make(x, Without(Low(a), b), Without(High(a), b))
            : x > y ? Without(a, Low(b))
            : Make(x, Without(Low(a), Low(b)), Without(Without(High(a), High(b)), Low(b)));
        return Keep(WithoutCode, a, b, 0, result);
    }

    /// <summary>The smallest sets of both families.</summary>
    public int Union(int a, int b)
    {
        if (a == b || b == 0) return a;
        if (a == 0) return b;
        if (a == 1 || b == 1) return 1;
        if (a > b) (a, b) = (b, a);
        if (Known(UnionCode, a, b, 0, out var known)) return known;
        var x = Math.Min(Variable(a), Variable(b));
        var low = Union(Lacks(a, x), Lacks(b, x));
        return Keep(UnionCode, a, b, 0, Make(x, low, Without(Union(Has(a, x), Has(b, x)), low)));
    }

    /// <summary>The smallest joint sets of one set of each family, up to an order.</summary>
    public int Product(int a, int b, int order)
    {
        if (a == 0 || b == 0) return 0;
        if (a == 1) return Limit(b, order);
        if (b == 1 || a == b) return Limit(a, order);
        if (order == 0) return 0;
        if (a > b) (a, b) = (b, a);
        if (Known(ProductCode, a, b, order, out var known)) return known;
        var x = Math.Min(Variable(a), Variable(b));
        var less = Less(order);
        var low = Product(Lacks(a, x), Lacks(b, x), order);
        var high = Union(Union(Product(Has(a, x), Has(b, x), less), Product(Has(a, x), Lacks(b, x), less)), Product(Lacks(a, x), Has(b, x), less));
        return Keep(ProductCode, a, b, order, Make(x, low, Without(high, low)));
    }

    /// <summary>The sets of at most so many events.</summary>
    public int Limit(int a, int order)
    {
        if (a <= 1 || order == AnyOrder) return a;
        if (order == 0) return 0;
        if (Known(LimitCode, a, 0, order, out var known)) return known;
        return Keep(LimitCode, a, 0, order, Make(Variable(a), Limit(Low(a), order), Limit(High(a), order - 1)));
    }

    /// <summary>The sets that hold an event.</summary>
    public int Having(int a, int variable)
    {
        if (a <= 1 || Variable(a) > variable) return 0;
        if (Variable(a) == variable) return Make(variable, 0, High(a));
        if (Known(HavingCode, a, variable, 0, out var known)) return known;
        return Keep(HavingCode, a, variable, 0, Make(Variable(a), Having(Low(a), variable), Having(High(a), variable)));
    }

    /// <summary>The sets that do not hold an event.</summary>
    public int Lacking(int a, int variable)
    {
        if (a <= 1 || Variable(a) > variable) return a;
        if (Variable(a) == variable) return Low(a);
        if (Known(LackingCode, a, variable, 0, out var known)) return known;
        return Keep(LackingCode, a, variable, 0, Make(Variable(a), Lacking(Low(a), variable), Lacking(High(a), variable)));
    }

    static int Less(int order) => order == AnyOrder ? order : order - 1;

    int Has(int node, int variable) => Variable(node) == variable ? High(node) : 0;

    int Lacks(int node, int variable) => Variable(node) == variable ? Low(node) : node;

    /// <summary>Minimal sets of failed events, all others working, that a truth diagram makes true, up to an order; also where it negates.</summary>
    public int Minimal(TruthDiagram truth, int top, int order)
    {
        var known = new Dictionary<(int, int), int>();
        return Of(top, order);

        int Of(int node, int order)
        {
            if (node == 0) return 0;
            if (node == 1) return 1;
            if (order == 0) return IsMadeByNothing(truth, node) ? 1 : 0;
            if (known.TryGetValue((node, order), out var done)) return done;
            var low = Of(truth.Low(node), order);
            return known[(node, order)] = Make(truth.Variable(node), low, Without(Of(truth.High(node), Less(order)), low));
        }
    }

    static bool IsMadeByNothing(TruthDiagram truth, int node)
    {
        while (node > 1) node = truth.Low(node);
        return node == 1;
    }

    /// <summary>Minimal sets of a tree that negates nothing, gate by gate, up to an order.</summary>
    public int Of(FaultTree tree, int[] variableOf, int order)
    {
        var gates = new int[tree.Gates.Count];
        int Value(FaultInput i) => i.Kind switch { FaultInputKind.Event => order == 0 ? 0 : Event(variableOf[i.Index]), FaultInputKind.Gate => gates[i.Index], FaultInputKind.True => 1, _ => 0 };
        Settle(tree, gates, gate =>
        {
            var inputs = gate.Inputs.Select(Value).OrderByDescending(Variable).ToArray();
            return gate.Kind switch
            {
                GateKind.And => inputs.Aggregate(1, (a, b) => Product(a, b, order)),
                GateKind.Or => inputs.Aggregate(0, Union),
                _ => AtLeast(inputs, gate.Least, order),
            };
        });
        return Value(tree.Top);
    }

    int AtLeast(int[] inputs, int least, int order)
    {
        var rows = new int[least + 1];
        rows[0] = 1;
        foreach (var input in inputs)
            for (var k = least; k > 0; k--) rows[k] = Union(rows[k], Product(rows[k - 1], input, order));
        return rows[least];
    }
}
