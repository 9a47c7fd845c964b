using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;

namespace Vauban.Core.Capacity;

/// <summary>The programs of one set of goals with fixes done: qualifications change the network, everything else its capacities.</summary>
/// <remarks>Supplies have the same indices in every variant: a qualification adds and removes no line and no item.</remarks>
sealed class FixPrograms(Network loaded, FixesOptions options, IReadOnlyList<Goal> goals, Func<ILinearSolver> solver) : IDisposable
{
    static readonly Reading[] Readings = [Reading.Pessimistic, Reading.Central, Reading.Optimistic];
    readonly SortedDictionary<string, (SupplyTable Table, OutputProgram?[] Programs)> _variants = new(StringComparer.Ordinal);

    /// <summary>The program in which the qualifications among some fixes are done.</summary>
    public OutputProgram Program(IEnumerable<Fix> fixes, Reading reading)
    {
        var qualified = fixes.Where(f => f.Kind is FixKind.Qualification or FixKind.Substitute).OrderBy(f => f.Index).ToArray();
        var key = string.Join(',', qualified.Select(f => f.Address));
        if (!_variants.TryGetValue(key, out var variant))
        {
            var network = loaded.Qualified(qualified.Where(f => f.Kind == FixKind.Qualification).Select(f => f.Row).ToHashSet(), qualified.Where(f => f.Kind == FixKind.Substitute).Select(f => f.Row).ToHashSet());
            _variants[key] = variant = (new(network.At(options.At, options.Status), options.Perimeter), new OutputProgram?[Readings.Length]);
        }
        return variant.Programs[(int)reading] ??= new(variant.Table, goals, reading, solver);
    }

    /// <summary>Theta with some fixes done, each a number of times.</summary>
    /// <param name="fixes">Fixes and how often.</param>
    /// <param name="reading">Reading.</param>
    /// <param name="denial">Who is denied; a new line of theirs does not count either.</param>
    /// <param name="basis">Other conditions.</param>
    /// <param name="stop">Cancels.</param>
    public double Theta(IReadOnlyList<(Fix Fix, int Times)> fixes, Reading reading, Denial denial, OutputCase basis, CancellationToken stop)
    {
        var program = Program(fixes.Where(f => f.Times > 0).Select(f => f.Fix), reading);
        return program.Solve(denial, Case(program.Table, fixes, reading, denial, basis), stop).Theta;
    }

    /// <summary>The conditions that some fixes make.</summary>
    public static OutputCase Case(SupplyTable table, IReadOnlyList<(Fix Fix, int Times)> fixes, Reading reading, Denial denial, OutputCase basis)
    {
        var added = new Dictionary<int, double>();
        var fresh = new Dictionary<int, double>();
        var stock = new Dictionary<int, double>();
        foreach (var (fix, times) in fixes)
        {
            if (times <= 0 || !fix.IsMeasurable || fix.Kind is FixKind.Qualification or FixKind.Substitute) continue;
            var amount = fix.Kind == FixKind.OwnDesign ? 1 : fix.Adds.Supply(reading) * times;
            if (amount <= 0) continue;
            if (fix.Kind == FixKind.Stock) stock[fix.Item] = stock.GetValueOrDefault(fix.Item) + amount;
            else if (fix.Line >= 0) added[table.OfLine[fix.Line]] = added.GetValueOrDefault(table.OfLine[fix.Line]) + amount;
            else if (Counts(table, fix, reading, denial)) fresh[fix.Item] = fresh.GetValueOrDefault(fix.Item) + amount;
        }
        return basis with { Added = added, NewSupply = fresh, AddedStock = stock };
    }

    /// <summary>True where a denial leaves the new line of a fix.</summary>
    public static bool Counts(SupplyTable table, Fix fix, Reading reading, Denial denial) =>
        (!denial.DeniesOutsiders || fix.Inside[reading]) && !denial.Actors.Any(a => Touches(table, fix, a, reading));

    // The same rule as for lines (ActorTable): a country touches what stands there, and what its parties own.
    static bool Touches(SupplyTable table, Fix fix, Actor actor, Reading reading)
    {
        var isOwn = fix.Party >= 0;
        return actor.Kind switch
        {
            ActorKind.Item => fix.Item == actor.Index,
            ActorKind.OutsideSource => fix.Item == actor.Index && !fix.Inside[reading],
            ActorKind.Party => isOwn && fix.Party == actor.Index,
            ActorKind.Owner => isOwn && (fix.Party == actor.Index || table.Control.ControlOf(fix.Party).Controllers.Contains(actor.Index)),
            ActorKind.Country => (fix.Country.Contains(actor.Index) && (fix.Country.Count == 1 || reading == Reading.Pessimistic)) || (isOwn && Countries(table, fix.Party).Any(c => c.Count == 1 && c.Contains(actor.Index))),
            _ => false,
        };
    }

    static CountrySet[] Countries(SupplyTable table, int party) =>
        [table.Network.Parties[party].Country, table.Network.Parties[party].Management, table.Control.ControlOf(party).Countries];

    public void Dispose()
    {
        foreach (var (_, programs) in _variants.Values)
            foreach (var program in programs) program?.Dispose();
    }
}
