using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Adapters.Reports;

/// <summary>Names of things for people. Names of parties and sites are left out unless asked for: single points of failure of real
/// companies are not for every reader (design section 8).</summary>
/// <param name="network">Network.</param>
/// <param name="texts">Language.</param>
/// <param name="namesParties">True to name parties and sites.</param>
public sealed class Names(Network network, Texts.Texts texts, bool namesParties)
{
    readonly ControlGraph _control = new(network);

    /// <summary>True where parties and sites are named.</summary>
    public bool NamesParties => namesParties;

    /// <summary>Name of a country in the language.</summary>
    public string Country(int index) => Countries.All[index].Names.GetValueOrDefault(texts.Language) ?? Countries.All[index].Names["en"];

    /// <summary>Countries in words: a named set, up to three names, or a set and how many more.</summary>
    public string Place(CountrySet set)
    {
        if (set.IsEmpty) return texts["sentence.place.unknown"];
        if (set == CountrySet.World) return texts["sentence.place.world"];
        if (set.Count <= 3) return Join(Members(set));
        var best = Countries.SetNames.Where(n => Countries.Sets[n].Count > 3 && Countries.Sets[n].IsSubsetOf(set))
            .OrderByDescending(n => Countries.Sets[n].Count).ThenByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).FirstOrDefault();
        if (best is null)
        {
            var around = Countries.SetNames.Where(n => set.IsSubsetOf(Countries.Sets[n]) && Countries.Sets[n] != CountrySet.World)
                .OrderBy(n => Countries.Sets[n].Count).ThenByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal).FirstOrDefault();
            return around is null ? texts.Format("sentence.place.count", Count(set.Count)) : texts.Format("sentence.place.of", Count(set.Count), around);
        }
        var rest = set.Except(Countries.Sets[best]);
        return rest.IsEmpty ? best
            : rest.Count <= 3 ? Join([best, .. Members(rest)])
            : texts.Format("sentence.place.more", best, Count(rest.Count));
    }

    IEnumerable<string> Members(CountrySet set) => Countries.All.Where(c => set.Contains(c.Index)).Select(c => Country(c.Index));

    static string Count(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A list in words: "a, b and c".</summary>
    public string Join(IEnumerable<string> parts)
    {
        var list = parts.ToArray();
        return list.Length switch
        {
            0 => "",
            1 => list[0],
            _ => texts.Format("sentence.and", string.Join(", ", list[..^1]), list[^1]),
        };
    }

    /// <summary>Name of an item.</summary>
    public string Item(int index) => network.Items[index].Name;

    /// <summary>Name of a party, or "a party in Norway" where names are left out.</summary>
    public string Party(int index) => namesParties ? network.Parties[index].Name : texts.Format("sentence.a-party", Place(network.Parties[index].Country));

    /// <summary>Who or what may fail or refuse.</summary>
    public string Actor(Actor actor) => actor.Kind switch
    {
        ActorKind.Country => Country(actor.Index),
        ActorKind.Party => Party(actor.Index),
        ActorKind.Owner => namesParties ? network.Parties[actor.Index].Name : texts.Format("sentence.an-owner", Place(network.Parties[actor.Index].Country)),
        ActorKind.Site => namesParties ? network.Sites[actor.Index].Name : texts.Format("sentence.a-site", Place(network.Sites[actor.Index].Country)),
        ActorKind.Line => Line(network.Lines[actor.Index]),
        ActorKind.Item or ActorKind.OutsideSource => Item(actor.Index),
        _ => Consent(actor.Index),
    };

    string Line(Line line) => namesParties ? line.Name : texts.Format("sentence.a-line", Item(line.Item), Place(_control.PlaceOf(line)));

    /// <summary>A source of an item.</summary>
    public string Supply(Supply supply)
    {
        ArgumentNullException.ThrowIfNull(supply);
        return supply.Kind switch
        {
            SupplyKind.Line => Line(network.Lines[supply.Line]),
            SupplyKind.Others => texts.Format("sentence.others", Item(supply.Item), Place(supply.Place)),
            SupplyKind.UnlistedInside => texts.Format("sentence.unlisted-inside", Item(supply.Item)),
            SupplyKind.UnlistedOutside => texts.Format("sentence.unlisted-outside", Item(supply.Item)),
            _ => texts.Format("sentence.new-supply", Item(supply.Item)),
        };
    }

    /// <summary>A recipe row: "Cell per piece of Battery"; where it is that of one line, the line is named.</summary>
    public string Recipe(RecipeRow recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var made = network.Items[recipe.Line >= 0 ? network.Lines[recipe.Line].Item : recipe.Item];
        var unit = texts.Find($"unit.{made.Unit.Amount}.one") ?? texts.Find($"unit.{made.Unit.Amount}") ?? made.Unit.Amount;
        return texts.Format("sentence.recipe", Item(recipe.Input), unit, recipe.Line >= 0 ? Line(network.Lines[recipe.Line]) : made.Name);
    }

    /// <summary>Who holds a consent: a country or a party.</summary>
    public string Holder(int restriction)
    {
        var row = network.Restrictions[restriction];
        return row.HolderParty >= 0 ? Party(row.HolderParty) : Place(row.HolderCountry);
    }

    /// <summary>A consent by its holder and name: "Japan (re-export rule)".</summary>
    public string Consent(int restriction) => $"{Holder(restriction)} ({network.Restrictions[restriction].Name})";

    /// <summary>Who can answer a question; a party is not named where names are left out.</summary>
    public string Addressee(string addressee, Supply? supply)
    {
        if (addressee.Length == 0) return texts["sentence.ask.authority"];
        var party = supply is { Line: >= 0 } ? _control.PartyOf(network.Lines[supply.Line]) : -1;
        return namesParties || party < 0 ? addressee : Party(party);
    }
}
