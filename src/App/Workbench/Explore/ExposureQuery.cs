using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.App.Exposure;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.App.Workbench.Explore;

/// <summary>What an address asks about exposure: the options of <c>vauban exposure</c> under the same names.</summary>
sealed record ExposureQuery
{
    /// <summary>What it asks of an assessment too: perimeters, technologies, day, status.</summary>
    public AssessmentQuery Assessment { get; init; } = new();

    /// <summary>Ids of items (<c>item</c>); empty for all that the goals need.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Kinds of actors (<c>of</c>); empty for those that the caller may see.</summary>
    public IReadOnlyList<string> Of { get; init; } = [];

    /// <summary>Items whose inputs are shown beyond the limit (<c>open</c>).</summary>
    public IReadOnlyList<string> Opened { get; init; } = [];

    /// <summary>Most nodes of a tree (<c>most</c>); empty for 50.</summary>
    public string Most { get; init; } = "";

    /// <summary>Largest number of actors in a cut set (<c>order</c>), or all; empty for 3.</summary>
    public string Order { get; init; } = "";

    /// <summary>Verbs whose goals are looked at for cut sets (<c>verb</c>); empty for all.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Events that every cut set listed holds (<c>having</c>).</summary>
    public IReadOnlyList<string> Having { get; init; } = [];

    /// <summary>Events that no cut set listed holds (<c>lacking</c>).</summary>
    public IReadOnlyList<string> Lacking { get; init; } = [];

    /// <summary>Cut sets listed (<c>list</c>); empty for 1,000.</summary>
    public string List { get; init; } = "";

    /// <summary>Width of flows (<c>by</c>): value, need or sources; empty for value where all have one.</summary>
    public string By { get; init; } = "";

    /// <summary>Tier of a map (<c>tier</c>); empty for all.</summary>
    public string Tier { get; init; } = "";

    /// <summary>What fails (<c>what</c>); empty where nothing is chosen.</summary>
    public string What { get; init; } = "";

    /// <summary>Reads an address.</summary>
    public static ExposureQuery From(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = request.Query;
        string[] All(string name) => [.. query[name].OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];
        string One(string name) => All(name).FirstOrDefault() ?? "";
        return new()
        {
            Assessment = AssessmentQuery.Of(request), Items = All("item"), Of = All("of"), Opened = All("open"), Most = One("most"), Order = One("order"), By = One("by"), Tier = One("tier"), What = One("what"),
            Verbs = All("verb"), Having = All("having"), Lacking = All("lacking"), List = One("list"),
        };
    }

    /// <summary>As it stands behind the question mark of an address, with the mark; empty where nothing is asked.</summary>
    public string Text() => Assessment.Text(
    [
        .. Items.Select(i => ("item", i)), .. Of.Select(o => ("of", o)), .. Opened.Select(o => ("open", o)), ("most", Most), ("order", Order), ("by", By), ("tier", Tier), ("what", What),
        .. Verbs.Select(v => ("verb", v)), .. Having.Select(h => ("having", h)), .. Lacking.Select(l => ("lacking", l)), ("list", List),
    ]);

    /// <summary>With one technology only; all where the id is empty.</summary>
    public ExposureQuery For(string technology) => this with { Assessment = Assessment with { Technologies = technology.Length > 0 ? [technology] : [] } };

    /// <summary>With one technology, where none is chosen the first that anything is asked of: a picture of everything is none.</summary>
    public ExposureQuery Narrowed(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (Assessment.Technologies.Count > 0) return this;
        return For(network.Technologies.FirstOrDefault(t => network.Goals.Any(g => g.Technology == t.Index))?.Id ?? "");
    }

    /// <summary>The settings, one for each perimeter; null where something cannot be, and then a sentence that says what.</summary>
    public IReadOnlyList<ExposureOptions>? Options(CallerWorkspace caller, Texts texts, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        if (Assessment.Options(caller, texts, out wrong) is not { } options) return null;
        foreach (var id in Items.Concat(Opened))
            if (caller.Network.Items.All(i => i.Id != id)) wrong = texts.Format("exposure.item.unknown", id);
        var kinds = new List<ActorKind>();
        foreach (var word in Of)
        {
            if (ExposureOptions.Kinds.Where(k => ExposureJson.Word(k) == word).ToArray() is [var kind]) kinds.Add(kind);
            else wrong = texts.Format("exposure.of.unknown", word, string.Join(", ", ExposureOptions.Kinds.Select(ExposureJson.Word)));
        }
        if (By.Length > 0 && FlowsJson.Find(By) is null) wrong = texts.Format("exposure.by.unknown", By);
        if (Number(Most, 50, SupplyTreeOptions.Limit) is not { } most) wrong = texts["exposure.tree.most"];
        else if ((Order == "all" ? ExposureOptions.AnyOrder : Number(Order, 3, ExposureOptions.AnyOrder - 1)) is not { } order) wrong = texts["exposure.order.any"];
        else if ((List == "0" ? 0 : Number(List, 1000, FaultTreeResult.MostListed)) is not { } list) wrong = texts.Format("exposure.fault.numbers", FaultTreeResult.MostListed.ToString(CultureInfo.InvariantCulture));
        else if (Verbs.FirstOrDefault(v => !FieldCatalog.Verbs.Contains(v)) is { } verb) wrong = texts.Format("capacity.fixes.verb", verb, string.Join(", ", FieldCatalog.Verbs));
        else if (wrong.Length == 0)
            return [.. (Assessment.Perimeters.Count > 0 ? options.Perimeters : [options.Perimeters[0]]).Select(p => new ExposureOptions
            {
                Perimeter = p, At = options.At, Status = options.Status, Technologies = Assessment.Technologies, Items = Items, Of = kinds, Opened = Opened, Most = most, Order = order, By = FlowsJson.Find(By),
                Verbs = Verbs, Having = Having, Lacking = Lacking, List = list,
            })];
        return null;
    }

    /// <summary>Settings of a question about kinds of actors: countries where none is said and the caller sees no names. To ask for another
    /// kind is refused: <see cref="NeedsNames"/>.</summary>
    public static ExposureOptions Seen(CallerWorkspace caller, ExposureOptions options)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(options);
        return options.Of.Count > 0 || caller.SeesNames ? options : options with { Of = [ActorKind.Country] };
    }

    /// <summary>False where an amount is to be followed and not exactly one item is named.</summary>
    public bool HasOneMeasure => Items.Count == 1 || (Items.Count == 0 && FlowsJson.Find(By) != FlowMeasure.Need);

    static int? Number(string text, int otherwise, int most) =>
        text.Length == 0 ? otherwise : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most ? value : null;

    /// <summary>True where it asks for lines, sites, parties or owners: those are for analysts who gave a reason.</summary>
    public bool NeedsNames => Of.Any(word => word != ExposureJson.Word(ActorKind.Country));

    /// <summary>What fails; null where nothing, nobody, or more than one is meant, or somebody whom the caller may not name.</summary>
    /// <param name="caller">Workspace.</param>
    /// <param name="options">Settings, for the day.</param>
    public Actor? Subject(CallerWorkspace caller, ExposureOptions options)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(options);
        if (What.Length == 0) return null;
        // Whether there is a party of that name is not said to those who may not see it.
        var found = ActorSearch.Find(caller.Network.At(options.At, options.Status), What).Where(a => a.Kind != ActorKind.Consent && (caller.SeesNames || IsOpen(a.Kind))).ToArray();
        return found is [var one] ? one : null;
    }

    /// <summary>True for what everybody may ask about by name: countries and items.</summary>
    public static bool IsOpen(ActorKind kind) => kind is ActorKind.Country or ActorKind.Item;
}
