namespace Vauban.Core.Exposure;

/// <summary>Binary decision diagrams: which states of the events lead to the top. Variables are positions in an order of events.</summary>
sealed class TruthDiagram(int most, CancellationToken stop) : DiagramStore(most, stop)
{
    const int AndCode = 0, XorCode = 1;

    public int Event(int variable) => Make(variable, 0, 1);

    int Make(int variable, int low, int high) => low == high ? low : Node(variable, low, high);

    public int And(int a, int b)
    {
        if (a == b) return a;
        if (a == 0 || b == 0) return 0;
        if (a == 1) return b;
        if (b == 1) return a;
        if (a > b) (a, b) = (b, a);
        if (Known(AndCode, a, b, 0, out var known)) return known;
        var x = Math.Min(Variable(a), Variable(b));
        return Keep(AndCode, a, b, 0, Make(x, And(Below(a, x, false), Below(b, x, false)), And(Below(a, x, true), Below(b, x, true))));
    }

    public int Xor(int a, int b)
    {
        if (a == b) return 0;
        if (a == 0) return b;
        if (b == 0) return a;
        if (a > b) (a, b) = (b, a);
        if (Known(XorCode, a, b, 0, out var known)) return known;
        var x = Math.Min(Variable(a), Variable(b));
        return Keep(XorCode, a, b, 0, Make(x, Xor(Below(a, x, false), Below(b, x, false)), Xor(Below(a, x, true), Below(b, x, true))));
    }

    public int Not(int a) => Xor(1, a);

    public int Or(int a, int b)
    {
        const int Code = 2;
        if (a == b || b == 0) return a;
        if (a == 0) return b;
        if (a == 1 || b == 1) return 1;
        if (a > b) (a, b) = (b, a);
        if (Known(Code, a, b, 0, out var known)) return known;
        var x = Math.Min(Variable(a), Variable(b));
        return Keep(Code, a, b, 0, Make(x, Or(Below(a, x, false), Below(b, x, false)), Or(Below(a, x, true), Below(b, x, true))));
    }

    int Below(int node, int variable, bool isHigh) => Variable(node) != variable ? node : isHigh ? High(node) : Low(node);

    /// <summary>The top of a tree.</summary>
    public int Of(FaultTree tree, int[] variableOf)
    {
        var gates = new int[tree.Gates.Count];
        int Value(FaultInput i) => i.Kind switch { FaultInputKind.Event => Event(variableOf[i.Index]), FaultInputKind.Gate => gates[i.Index], FaultInputKind.True => 1, _ => 0 };
        Settle(tree, gates, gate =>
        {
            // From the last variable up: what is joined stays small.
            var inputs = gate.Inputs.Select(Value).OrderByDescending(Variable).ToArray();
            return gate.Kind switch
            {
                GateKind.And => inputs.Aggregate(1, And),
                GateKind.Or => inputs.Aggregate(0, Or),
                GateKind.Xor => inputs.Aggregate(0, Xor),
                GateKind.Not => Not(inputs[0]),
                _ => AtLeast(inputs, gate.Least),
            };
        });
        return Value(tree.Top);
    }

    // Row k holds "at least k of those taken so far".
    int AtLeast(int[] inputs, int least)
    {
        var rows = new int[least + 1];
        rows[0] = 1;
        foreach (var input in inputs)
            for (var k = least; k > 0; k--) rows[k] = Or(rows[k], And(rows[k - 1], input));
        return rows[least];
    }
}
