using Microsoft.AspNetCore.Http;
using Vauban.Adapters.Texts;
using Vauban.App.Evidence;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Files;
using Vauban.Core.Evidence;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Evidence;

/// <summary>A claim as a form says it.</summary>
static class ClaimForm
{
    /// <summary>Fields by their names.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["paper", "text", "form", "page", "date", "about", "perimeter", "stance", "value", "unit", "marking", "note"];

    /// <summary>Fields of a claim.</summary>
    public static Dictionary<string, string> Of(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return new(StringComparer.Ordinal)
        {
            ["paper"] = claim.Paper, ["text"] = claim.Text, ["form"] = claim.IsQuote ? "quote" : "paraphrase", ["page"] = claim.Page, ["date"] = claim.Date, ["about"] = claim.About, ["perimeter"] = claim.Perimeter,
            ["stance"] = claim.Stance.ToString().ToLowerInvariant(), ["value"] = claim.Value, ["unit"] = claim.Unit, ["marking"] = claim.Marking, ["note"] = claim.Note,
        };
    }

    /// <summary>The claim, or what is wrong with it in the caller's language.</summary>
    /// <param name="form">Form.</param>
    /// <param name="id">Id.</param>
    /// <param name="paper">Its paper; null where there is none for the caller.</param>
    /// <param name="package">Package that it is about.</param>
    /// <param name="caller">Who writes.</param>
    /// <param name="texts">Language.</param>
    public static (Claim? Claim, IReadOnlyList<string> Reasons) Read(IFormCollection form, string id, Paper? paper, string package, CallerWorkspace caller, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(texts);
        string One(string name) => PaperCheck.Plain(form[name].ToString());
        if (paper is null) return (null, [texts.Format("workbench.evidence.wrong.paper", One("paper"))]);
        if (ClaimOptions.StanceOf(One("stance") is { Length: > 0 } said ? said : "supports") is not { } stance) return (null, [texts.Sentence(new("E-CLAIM-06", Severity.Error, new(), One("stance")))]);
        var claim = new Claim(id, paper.Id, One("text"), One("about"))
        {
            IsQuote = One("form") == "quote", Page = One("page"), Date = One("date"), Package = package, Perimeter = One("perimeter"), Stance = stance, Value = One("value"), Unit = One("unit"),
            Marking = One("marking") is { Length: > 0 } marking ? marking : paper.Marking, Note = One("note"),
        };
        var findings = new List<Finding>();
        claim.Check(new(), findings);
        List<string> reasons = [.. findings.Select(texts.Sentence)];
        if (FieldCatalog.Markings.Contains(claim.Marking) && !FileMarking.Choices(caller).Contains(claim.Marking)) reasons.Add(texts["workbench.contract.wrong.marking"]);
        // Who could not see it afterwards may not write it.
        if (!SeenLibrary.MayShow(caller, claim)) reasons.Add(texts["workbench.evidence.wrong.names"]);
        return (reasons.Count == 0 ? claim : null, reasons);
    }
}
