using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.App.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Studies;

namespace Vauban.App.Studies;

/// <summary>Where a figure about exposure comes from, in words: for the terminal and for the page alike.</summary>
/// <param name="result">Explanation.</param>
/// <param name="texts">Language.</param>
/// <param name="namesParties">Whether parties and sites are named.</param>
sealed class ExposureExplainWords(ExposureExplainResult result, Texts texts, bool namesParties)
{
    readonly Sentences _say = new(result.Table.Network, texts, namesParties);

    /// <summary>What the figure is.</summary>
    public string About => Text("about." + result.Name, result.Item >= 0 ? _say.Names.Item(result.Item) : "", result.Subject is { } subject ? _say.Names.Actor(subject) : texts["exposure.flows.unknown"],
        texts["exposure.kind." + ExposureJson.Word(result.Level)], result.Options.Perimeter.Name, Goal);

    string Goal => result.Goal.Verb.Length == 0 ? "" : $"{result.Table.Network.Technologies.First(t => t.Id == result.Goal.Technology).Name}, {_say.Verb(result.Goal.Verb)}";

    /// <summary>The figure in its readings or its range.</summary>
    public string Readings => texts.Format(result.Name is "theta_all" or "without" or "need" or "inside" or "all" ? "terminal.explain.readings" : "exposure.explain.range", Value(result.Figure.Low), Value(result.Figure.Central), Value(result.Figure.High));

    /// <summary>Heading of the terms.</summary>
    public string Heading => result.Name == "dependents" ? Text("ways") : result.Name is "theta_all" or "without" or "need" or "inside" or "all"
        ? texts.Format("terminal.explain.identity", texts["terminal.reading." + ExplainJson.Word(result.Reading)]) : Text("terms");

    /// <summary>Whether the terms add up, and to what; that they overlap, where they are not to be added.</summary>
    public string Check => double.IsNaN(result.Whole) ? Text("overlap") : Text(result.AddsUp ? "adds-up" : "does-not", _say.Numbers.Exact(result.Sum), _say.Numbers.Exact(result.Whole));

    /// <summary>How much is known, and by whom.</summary>
    public string Rests => texts.Format("terminal.explain.rests", _say.Coverage(result.Figure), string.Join(' ', result.Figure.Sources));

    /// <summary>Name of a term.</summary>
    public string Name(ExposureTerm term)
    {
        if (term.Way.Count > 0) return string.Join(" → ", term.Way.Select(_say.Names.Item));
        if (term.Supply is { } supply) return _say.Names.Supply(supply);
        if (term.Holder is { } holder) return _say.Names.Actor(holder);
        if (term.Item < 0) return Text("one-hand");
        if (term.Address.StartsWith("goals/", StringComparison.Ordinal)) return texts.Format("exposure.dependents.goal", _say.Names.Item(term.Item));
        return result.Name is "theta_all" or "without" ? texts.Format("terminal.explain.total", _say.Names.Item(term.Item)) : _say.Names.Item(term.Item);
    }

    /// <summary>Amount with its unit; a share where it has none.</summary>
    public string Amount(ExposureTerm term) => double.IsNaN(term.Amount) ? "" : term.Unit.Length == 0 ? _say.Numbers.Share(term.Amount) : $"{_say.Numbers.Text(term.Amount)}\u00A0{_say.Numbers.Unit(term.Unit, term.Amount)}";

    /// <summary>What it is multiplied by.</summary>
    public string Factor(ExposureTerm term) => double.IsNaN(term.Factor) ? "" : _say.Numbers.Text(term.Factor);

    /// <summary>Its part of the sum.</summary>
    public string Product(double product) => IsShare ? _say.Numbers.Share(product) : _say.Numbers.Text(product);

    /// <summary>Basis and sources of a term.</summary>
    public string Basis(ExposureTerm term) => string.Join(", ", new[] { term.Basis.Length > 0 ? texts.Find("terminal.basis." + term.Basis) ?? term.Basis : "", string.Join(' ', term.Sources) }.Where(t => t.Length > 0));

    bool IsShare => result.Name is "share" or "outside" or "dependents" or "flows";

    string Value(double value) => result.Figure.Unit != "1" ? $"{_say.Numbers.Text(value)}\u00A0{result.Figure.Unit}" : result.Name is "hhi" or "effective" ? _say.Numbers.Text(value)
        : result.Name is "theta_all" or "without" ? _say.Numbers.Goal(value, value, value) : _say.Numbers.Share(value);

    string Text(string key, params ReadOnlySpan<string> values) => texts.Format("exposure.explain." + key, values);
}
