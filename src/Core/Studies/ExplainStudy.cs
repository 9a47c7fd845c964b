using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Solving;
using Vauban.Core.Sovereignty;

namespace Vauban.Core.Studies;

/// <summary>Explains a figure by its address: the terms that add up to it, the ladder of bottlenecks, and what it takes for granted.</summary>
public static class ExplainStudy
{
    static readonly string[] Names = ["theta_in", "theta_all", "output_in", "goal", "phi"];

    /// <summary>Addresses of all figures that an assessment of the network would give, in order.</summary>
    /// <param name="network">Network as it counts on the day.</param>
    public static IReadOnlyList<string> Addresses(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return [.. from technology in network.Technologies
                   from verb in FieldCatalog.Verbs.Append(SovereigntyEngine.Together)
                   where network.Goals.Any(g => g.Technology == technology.Index && (verb == SovereigntyEngine.Together || g.Verb == verb))
                   from name in Names
                   select $"{technology.Id}/{verb}/{name}"];
    }

    /// <summary>Explains one figure, or gives null where no figure has that address.</summary>
    /// <param name="network">Network as loaded.</param>
    /// <param name="address">Address, for example <c>ammunition-155/produce/theta_in</c>.</param>
    /// <param name="reading">Reading of the terms.</param>
    /// <param name="options">Settings; the first perimeter counts.</param>
    /// <param name="solver">Makes solvers.</param>
    /// <param name="stop">Cancels.</param>
    public static ExplainResult? Run(Network network, string address, Reading reading, SovereigntyOptions options, Func<ILinearSolver> solver, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(solver);
        if (!Addresses(network.At(options.At, options.Status)).Contains(address)) return null;
        var parts = address.Split('/');
        var assessment = SovereigntyEngine.Run(network, options with { Explains = false, Technologies = [parts[0]], Perimeters = [options.Perimeters[0]] }, solver, stop: stop);
        var grid = assessment.Grids[0];
        var row = grid.Rows.Single(r => r.Verb == parts[1]);
        using var goals = new GoalCase(grid.Table, row.Goals, Denial.Of([.. options.Without]), solver, "");
        var (reliance, exposure) = (row.Reliance, row.Exposure);
        ExplainResult Of(Figure figure) => new() { Figure = figure, Name = parts[2], Grid = grid, Row = row, Reading = reading, Assessment = assessment };
        return parts[2] switch
        {
            "theta_in" => Theta(Of(reliance.ThetaIn!), goals, goals.Outsiders, options, stop),
            "theta_all" => Theta(Of(reliance.ThetaAll!), goals, goals.Without, options, stop),
            "output_in" => Theta(Of(reliance.OutputIn!), goals, goals.Outsiders, options, stop) with { Rate = row.Goals[0].Rate.Need(reading) },
            "phi" => Phi(Of(exposure.Phi!), goals, stop),
            _ => Of(reliance.Goal!),
        };
    }

    static ExplainResult Theta(ExplainResult result, GoalCase goals, Denial denial, SovereigntyOptions options, CancellationToken stop)
    {
        var program = goals[result.Reading];
        var answer = program.Solve(denial, stop: stop);
        var (unheld, withdrawn) = program.Obstacles(denial);
        var ladder = Bottleneck.Ladder(program, denial, Math.Max(1, Math.Min(answer.RawTheta + 1e-3, OutputProgram.ThetaCap)), options.Rungs, stop);
        var plan = answer.RawTheta > 0 ? program.Plan(denial, Math.Min(1, answer.RawTheta), program.DefaultCost(), stop: stop) : null;
        return result with
        {
            Theta = answer.RawTheta,
            Terms = Terms(goals, answer),
            CapTerm = answer.CapTerm,
            Sum = answer.TermSum,
            Ladder = [.. ladder.Select(r => new BottleneckRung(r.Theta, [.. r.Reliefs.Select(x => Row(goals, denial, x))], r.NextTheta))],
            Assumed = plan is null ? [] : [.. goals.Table.All.Where(s => !s.IsKnown && plan.Output[s.Index] > 1e-9 * program.Requirements.Need[s.Item]).Select(s => new AssumedFlow(s, plan.Output[s.Index]))],
            NotHeld = unheld,
            Withdrawn = withdrawn,
        };
    }

    // The worst failure of the reading is solved again for its terms.
    static ExplainResult Phi(ExplainResult result, GoalCase goals, CancellationToken stop)
    {
        var worst = result.Row.Exposure.Failures.Where(f => f.Decides).OrderBy(f => Of(f.Phi, result.Reading)).ThenBy(f => f.Actor).FirstOrDefault();
        if (worst is null) return result;
        // The pessimistic reading has the longest window.
        var days = result.Reading switch { Reading.Pessimistic => worst.WindowDays.High, Reading.Central => worst.WindowDays.Central, _ => worst.WindowDays.Low };
        var denial = goals.Without.And(worst.Actor);
        var conditions = OutputCase.Plain with { WindowDays = days, Cap = 1 };
        var answer = goals[result.Reading].Solve(denial, conditions, stop);
        var (unheld, withdrawn) = goals[result.Reading].Obstacles(denial, conditions);
        return result with
        {
            Theta = answer.RawTheta,
            Terms = Terms(goals, answer),
            CapTerm = answer.CapTerm,
            Sum = answer.TermSum,
            Failure = worst,
            WindowDays = days,
            NotHeld = unheld,
            Withdrawn = withdrawn,
        };
    }

    static double Of((double Low, double Central, double High) value, Reading reading) => reading switch { Reading.Pessimistic => value.Low, Reading.Central => value.Central, _ => value.High };

    // New supply does not exist and adds nothing; its price says only what the others' say.
    internal static ExplainTerm[] Terms(GoalCase goals, OutputResult answer) => [.. answer.Terms.Where(t => t.Supply < 0 || goals.Table.All[t.Supply].Kind != SupplyKind.Missing || t.Product != 0).Select(t => Term(goals.Table, t)).OrderByDescending(t => t.Product).ThenBy(t => t.Address, StringComparer.Ordinal)];

    static ExplainTerm Term(SupplyTable table, OutputTerm term)
    {
        var network = table.Network;
        var supply = term.Supply >= 0 ? table.All[term.Supply] : null;
        var total = supply?.Kind == SupplyKind.Others ? supply.Total : term.Total;
        if (term.Stock >= 0)
        {
            var rows = network.Stocks.Where(s => s.Item == term.Stock).Select(s => s.From).ToArray();
            return Make(string.Join(' ', rows.Select(r => r.Address)), term.Stock, string.Join(' ', rows.Select(r => r.Basis).Distinct().Order(StringComparer.Ordinal)), rows.SelectMany(r => r.Sources));
        }
        if (supply is { Line: >= 0 }) return From(network.Lines[supply.Line].From, supply.Item);
        if (total >= 0) return From(network.Totals[total].From, network.Totals[total].Item);
        return Make(supply!.Id, supply.Item, "", []);

        ExplainTerm From(Provenance row, int item) => Make(row.Address, item, row.Basis, row.Sources);

        ExplainTerm Make(string address, int item, string basis, IEnumerable<string> sources) =>
            new(address, item, supply, term.Stock >= 0, term.Capacity, term.Price, term.Product, basis, [.. sources.Distinct().Order(StringComparer.Ordinal)]);
    }

    static BottleneckRow Row(GoalCase goals, Denial denial, Relief relief)
    {
        if (relief.Kind == ReliefKind.Consent) return new(relief, default, default, null);
        var supply = relief.Kind == ReliefKind.Holding ? default : denial.DeniesOutsiders ? goals.Inside(relief.Index) : All(goals, relief.Index);
        return new(relief, supply, goals.Need(relief.Index), goals.Table.Network.Items[relief.Index].Unit.Text);
    }

    static (double Low, double Central, double High) All(GoalCase goals, int item)
    {
        var values = new[] { Reading.Pessimistic, Reading.Central, Reading.Optimistic }
            .Select(r => goals[r].SupplyOf(item, s => !goals.Without.Actors.Any(a => goals.Table.Actors.Factor(s, a, r) <= 0))).ToArray();
        return (values.Min(), values[1], values.Max());
    }
}
