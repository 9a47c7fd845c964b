using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>The goals of one verb as a fault tree: what must fail so that nothing of them can be made.</summary>
/// <param name="Technology">Technology.</param>
/// <param name="Verb">Verb.</param>
/// <param name="Of">Kind of actor whose failures are its events.</param>
/// <param name="Tree">The tree. Its top always holds where the goals cannot be made even when nothing fails. Probabilities are not known.</param>
/// <param name="Events">What each event of the tree is, in the tree's order.</param>
public sealed record GoalTree(Technology Technology, string Verb, ActorKind Of, FaultTree Tree, IReadOnlyList<CutEvent> Events)
{
    /// <summary>True where the goals cannot be made even when nothing fails.</summary>
    public bool IsImpossible => Tree.Top.Kind == FaultInputKind.True;
}

/// <summary>Turns the graph of what must come together into a fault tree: a thing that can be had from any of several sources fails with all of them, a source fails with
/// any of its inputs and holders. Loops stay; where nothing from outside starts one, it makes nothing.</summary>
static class GoalTreeBuilder
{
    public static GoalTree Build(SupplyTable table, IReadOnlyList<Goal> goals, ActorKind kind, CutGraph graph, CutProof whole)
    {
        var network = table.Network;
        var technology = network.Technologies[goals[0].Technology];
        var events = graph.Events.Select(e => new FaultEvent(e.Id(network), double.NaN)).ToArray();
        // What cannot be made at all, and what can be made whatever fails, is settled before.
        var nothing = new CutProof(graph, [.. Enumerable.Range(0, graph.Events.Count)]);
        FaultInput Of(int n) => !whole.IsMade(n) ? new(FaultInputKind.True, 0) : nothing.IsMade(n) ? new(FaultInputKind.False, 0) : new(FaultInputKind.Gate, n);
        var (gates, startsFalse) = (new List<FaultGate>(), new List<bool>());
        var names = Names(table, graph);
        for (var n = 0; n < graph.Nodes.Count; n++)
        {
            var node = graph.Nodes[n];
            FaultInput[] inputs = [.. node.Events.Select(e => new FaultInput(FaultInputKind.Event, e)), .. node.Inputs.Select(Of).Where(i => i.Kind == FaultInputKind.Gate)];
            // A settled node is not asked again; its gate only keeps the places.
            gates.Add(new(names[n], node.IsAnd || node.Events.Count > 0 ? GateKind.Or : GateKind.And, inputs.Length > 0 && Of(n).Kind == FaultInputKind.Gate ? inputs : [new(FaultInputKind.False, 0)]));
            startsFalse.Add(node.IsHeld);
        }
        return new(technology, goals[0].Verb, kind, FaultTree.WithLoops($"{technology.Id} {goals[0].Verb} {Word(kind)}", events, gates, Of(graph.Top), startsFalse), graph.Events);
    }

    static string Word(ActorKind kind) => kind switch { ActorKind.Line => "line", ActorKind.Site => "site", ActorKind.Party => "party", ActorKind.Owner => "owner", _ => "country" };

    // Each gate is named after the thing it stands for; what stands for several is numbered.
    static string[] Names(SupplyTable table, CutGraph graph)
    {
        var names = new string[graph.Nodes.Count];
        foreach (var (item, nodes) in graph.Items)
            foreach (var n in nodes) names[n] = "item:" + table.Network.Items[item].Id;
        foreach (var (supply, nodes) in graph.Supplies)
            foreach (var n in nodes) names[n] = "supply:" + table.All[supply].Id;
        names[graph.Top] = "goals";
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var n = 0; n < names.Length; n++)
        {
            var name = names[n] ??= "choice";
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            if (times > 1 || name == "choice") names[n] = $"{name}.{times}";
        }
        return names;
    }
}
