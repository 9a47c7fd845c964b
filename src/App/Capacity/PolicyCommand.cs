using System.CommandLine;
using Vauban.Adapters.Formats;
using Vauban.Adapters.Solvers;
using Vauban.App.Cli;
using Vauban.App.Sovereignty;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary><c>capacity policy</c>: what measures are worth.</summary>
sealed class PolicyCommand
{
    readonly Argument<string> _package = Shell.Package();
    readonly CapacityChoice _choice = new();
    readonly RoleChoice _role = new();
    readonly Option<string[]> _change = new("--change", "-c")
    {
        Description = $"A file of changes, or a ready-made measure: {string.Join(", ", Measures.Names)}. May be repeated: each alone, then all together.", HelpName = "FILE", DefaultValueFactory = _ => [],
    };
    readonly PlanChoice _planning = new(isPart: true);
    readonly Option<bool> _noPlan = new("--no-plan") { Description = "Compares today's maximum only, without making a ramp-up plan in every case." };

    public static Command Create(Shell shell)
    {
        var me = new PolicyCommand();
        var command = new Command("policy", "What a measure is worth: with and without it, and with all measures together.") { me._package };
        command.Options.Add(me._change);
        me._choice.AddTo(command);
        command.Options.Add(me._noPlan);
        me._planning.AddTo(command);
        me._role.AddTo(command);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        if (call.Value(_change) is not { Length: > 0 } named) throw new InputException(call.Texts.Format("capacity.policy.needed", string.Join(", ", Measures.Names)));
        var sums = _role.Of(call);
        var (network, findings) = call.Load(call.Value(_package)!, sums is not null);
        var (at, status) = (_choice.At(call), _choice.Status(call));
        if (network.At(at, status).Goals.Count == 0) throw new InputException(call.Texts["terminal.nothing"]);
        var technologies = _choice.Technologies(call, network);
        var found = new List<Finding>();
        var cases = Measured(call, named, found) is { } measures ? PolicyEngine.Apply(network, measures, found) : null;
        // Which rows a measure finds is told to nobody but an authority.
        if (sums is not null && cases is null) throw new InputException(call.Texts.Format("capacity.aggregate.errors", found.Count(f => f.Severity == Severity.Error).ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (sums is null) FindingList.Write(call, found, cases is null ? int.MaxValue : 20, call.Value(_package)!);
        if (cases is null) throw new InputException("");
        var plan = call.Value(_noPlan) ? null : _planning.Of(call, network);
        var perimeters = _choice.Perimeters(call);
        if (sums is not null) return Sums(call, cases, (plan ?? _planning.Of(call, network)) with { Perimeter = RoleChoice.One(call, perimeters) }, sums, [.. findings, .. found]);
        var results = new List<PolicyResult>();
        foreach (var perimeter in perimeters)
        {
            using var bar = new ProgressBar(call.Terminal, call.Texts["capacity.policy.progress"]);
            results.Add(PolicyEngine.Run(cases, new() { Perimeter = perimeter, At = at, Status = status, Technologies = technologies, Plan = plan }, LinearSolvers.Default, bar.Report, call.Stop));
        }
        if (call.IsJson) call.WriteJson(json => PolicyJson.Write(json, results, [.. findings, .. found], call.Texts));
        else foreach (var result in results) PolicyText.Write(call, result);
        return ExitCode.Ok;
    }

    // Every case's plan as sums; a case is shown as far as its difference from those before gives nothing away.
    static int Sums(Call call, IReadOnlyList<PolicyCase> cases, PlanOptions options, AggregateOptions sums, IReadOnlyList<Finding> findings)
    {
        var results = cases.Select(c => PlanEngine.Run(c.Network, options, LinearSolvers.Default, null, call.Stop)).ToArray();
        var made = AggregatePlans.Of(results, sums);
        AggregateText.Plans(call, cases[0].Network, options, sums, "policy", [.. made.Select((p, i) => ((string?)cases[i].Name, p))], findings);
        return results.All(r => r.HasPlan) ? ExitCode.Ok : ExitCode.PolicyFails;
    }

    static List<ChangeSet>? Measured(Call call, string[] named, List<Finding> found)
    {
        var sets = new List<ChangeSet>();
        foreach (var text in named.Distinct(StringComparer.Ordinal))
            if (Measures.Find(text, call.PathOf(text), found) is { } set) sets.Add(set);
        if (found.Any(f => f.Severity == Severity.Error)) return null;
        if (sets.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1 || g.Key is PolicyCase.Base or PolicyCase.Together) is { } twice)
            throw new InputException(call.Texts.Format("capacity.policy.twice", twice.Key));
        return sets;
    }
}
