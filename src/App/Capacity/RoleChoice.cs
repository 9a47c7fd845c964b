using System.CommandLine;
using Vauban.App.Cli;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>Who an answer about capacity is for. A contracting authority, or whoever owns the file, sees lines; an association of those who
/// compete gets sums that several independent owners stand behind.</summary>
sealed class RoleChoice
{
    readonly Option<string> _as = new("--as")
    {
        Description = "Who the answer is for: an authority sees every line; an association of competitors gets only sums that several independent owners stand behind.",
        HelpName = "authority|association", DefaultValueFactory = _ => "authority",
    };

    readonly Option<int> _owners = new("--owners") { Description = "Fewest independent owners behind a figure for an association, at least 3.", HelpName = "N", DefaultValueFactory = _ => new AggregateOptions().LeastOwners };
    readonly Option<double> _dominance = new("--dominance") { Description = "Most that the two largest owners may have of a figure for an association, in per cent.", HelpName = "PERCENT", DefaultValueFactory = _ => new AggregateOptions().Dominance * 100 };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _as, _owners, _dominance }) command.Options.Add(option);
    }

    /// <summary>Adds the role alone to a command that only an authority may give, since its answer is about single makers.</summary>
    public void AddRole(Command command) => command.Options.Add(_as);

    /// <summary>What must hold for a figure to be shown, or null where everything is.</summary>
    /// <exception cref="InputException">The role or a threshold is none.</exception>
    public AggregateOptions? Of(Call call)
    {
        if (!IsAssociation(call)) return null;
        if (call.Value(_owners) < 3) throw new InputException(call.Texts["capacity.aggregate.owners"]);
        if (!(call.Value(_dominance) is > 0 and < 100)) throw new InputException(call.Texts["capacity.aggregate.dominance"]);
        return new() { LeastOwners = call.Value(_owners), Dominance = call.Value(_dominance) / 100 };
    }

    /// <summary>Refuses an association what names single companies by its nature.</summary>
    /// <exception cref="InputException">An association asks.</exception>
    public void Refuse(Call call, string what)
    {
        if (IsAssociation(call)) throw new InputException(call.Texts.Format("capacity.aggregate.refused", what));
    }

    /// <summary>Lets an association ask for one perimeter only: what is inside one and not inside another is whoever lies between.</summary>
    /// <exception cref="InputException">There are several.</exception>
    public static Perimeter One(Call call, IReadOnlyList<Perimeter> perimeters)
    {
        return perimeters.Count == 1 ? perimeters[0] : throw new InputException(call.Texts.Format("capacity.aggregate.no-choice", "--perimeter, --perimeter"));
    }

    bool IsAssociation(Call call) => call.Value(_as) switch
    {
        "authority" => false,
        "association" => true,
        var other => throw new InputException(call.Texts.Format("capacity.aggregate.role", other!)),
    };
}
