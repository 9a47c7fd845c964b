using Vauban.Core.Model;

namespace Vauban.Core.Rules;

/// <summary>Finds what leads back to itself: the strongly connected components of more than one member, and members that point to themselves.</summary>
static class Cycles
{
    // Tarjan 1972 (SIAM Journal on Computing 1, 146-160), with a stack of its own: chains of a hundred thousand members must not overflow.
    public static List<int[]> Find(CompressedRows edges)
    {
        var n = edges.Count;
        var order = new int[n];
        var low = new int[n];
        var next = new int[n];
        var isOpen = new bool[n];
        var open = new Stack<int>();
        var path = new Stack<int>();
        var found = new List<int[]>();
        var count = 0;
        for (var root = 0; root < n; root++)
        {
            if (order[root] != 0) continue;
            path.Push(root);
            while (path.TryPeek(out var v))
            {
                if (order[v] == 0)
                {
                    order[v] = low[v] = ++count;
                    open.Push(v);
                    isOpen[v] = true;
                }
                if (next[v] < edges[v].Length)
                {
                    var w = edges[v][next[v]++];
                    if (order[w] == 0) path.Push(w);
                    else if (isOpen[w]) low[v] = Math.Min(low[v], order[w]);
                    continue;
                }
                path.Pop();
                if (path.TryPeek(out var parent)) low[parent] = Math.Min(low[parent], low[v]);
                if (low[v] == order[v]) Close(v, edges, open, isOpen, found);
            }
        }
        return found;
    }

    static void Close(int v, CompressedRows edges, Stack<int> open, bool[] isOpen, List<int[]> found)
    {
        var members = new List<int>();
        int w;
        do
        {
            w = open.Pop();
            isOpen[w] = false;
            members.Add(w);
        }
        while (w != v);
        members.Sort();
        if (members.Count > 1 || edges[v].Contains(v)) found.Add([.. members]);
    }

    /// <summary>The first names, and how many more there are.</summary>
    public static string Names(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return all.Length <= 8 ? string.Join(", ", all) : $"{string.Join(", ", all.Take(8))}, +{all.Length - 8}";
    }
}
