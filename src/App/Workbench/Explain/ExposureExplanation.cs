using Microsoft.Extensions.DependencyInjection;
using Vauban.App.Studies;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Exposure;
using Vauban.Core.Studies;

namespace Vauban.App.Workbench.Explain;

/// <summary>An explanation of a figure about exposure, as <c>vauban explain</c> gives it.</summary>
/// <param name="Result">Explanation.</param>
/// <param name="Request">What asks for it.</param>
sealed record ExposureExplanation(ExposureExplainResult Result, TableRequest Request)
{
    static readonly string[] NamingLevels = ["line", "party", "owner", "site"];

    /// <summary>Sentences and numbers.</summary>
    public ExposureExplainWords Words { get; } = new(Result, Request.Texts, Request.Caller.SeesNames);

    /// <summary>True where a figure is of, or by, companies, owners, sites or lines: for analysts who gave a reason.</summary>
    public static bool NeedsNames(string address) => address.StartsWith(ExposureExplainStudy.Start, StringComparison.Ordinal)
        && address.Split('/').Any(part => NamingLevels.Any(level => part == level || part.StartsWith(level + ":", StringComparison.Ordinal)));

    /// <summary>The explanation of the figure that the address names; null where it names none, or one that the caller may not see.</summary>
    public static async Task<ExposureExplanation?> Of(TableRequest request)
    {
        var address = ExplainWords.Address(request);
        if (!address.StartsWith(ExposureExplainStudy.Start, StringComparison.Ordinal) || (NeedsNames(address) && !request.Caller.SeesNames)) return null;
        if (ExposureQuery.From(request.Http.Request).Options(request.Caller, request.Texts, out _) is not [var options, ..]) return null;
        var result = await request.Http.RequestServices.GetRequiredService<ExplainRuns>().Exposure(request.Caller.Network, address, ExplainWords.ReadingOf(request), options, request.Stop);
        return result is null ? null : new(result, request);
    }

    /// <summary>True where its terms differ by reading.</summary>
    public bool HasReadings => Result.Name is "theta_all" or "without" or "need" or "inside" or "all";

    /// <summary>The reading, in words.</summary>
    public string ReadingText => Request.Texts["terminal.reading." + ExplainJson.Word(Result.Reading)];

    /// <summary>Address of the same figure in another reading.</summary>
    public string At(string reading) => Request.Caller.At("explain") + Request.Query.Text(("address", ExplainWords.Address(Request)), ("reading", reading));

    /// <summary>The terms, with their sum where they are to be added.</summary>
    public TableContent Terms()
    {
        var rows = Result.Terms.Select(t => (IReadOnlyList<TableCell>)[Name(t), Number(t.Amount, Words.Amount(t)), Number(t.Factor, Words.Factor(t)), TableCell.Number(t.Product, Words.Product(t.Product)), Words.Basis(t)]).ToList();
        if (Result.CapTerm > 0) rows.Add([Request.Texts["terminal.explain.cap"], "", "", TableCell.Number(Result.CapTerm, Words.Product(Result.CapTerm)), ""]);
        if (!double.IsNaN(Result.Whole)) rows.Add([Request.Texts["terminal.explain.sum"], "", "", TableCell.Number(Result.Sum, Words.Product(Result.Sum)), ""]);
        return new(Words.Heading, [new(Head("what")), new(Head("amount"), true), new(Head("factor"), true), new(Head("product"), true), new(Request.Texts["terminal.explain.head.basis"])], rows);
    }

    static TableCell Number(double value, string text) => double.IsNaN(value) ? "" : TableCell.Number(value, text);

    // The id of a row may name who stands behind it; figures of countries and items do not.
    TableCell Name(ExposureTerm term)
    {
        var isFigure = term.Address.StartsWith(ExposureExplainStudy.Start, StringComparison.Ordinal);
        var leads = isFigure ? !NeedsNames(term.Address) || Request.Caller.SeesNames : Request.Caller.SeesNames && term.Address.Contains('/', StringComparison.Ordinal);
        return leads ? new TableCell(Words.Name(term)) { Href = Request.Caller.At("explain") + Request.Query.Text(("address", term.Address)), Sub = isFigure ? "" : term.Address } : Words.Name(term);
    }

    string Head(string key) => Request.Texts["exposure.explain.head." + key];
}
