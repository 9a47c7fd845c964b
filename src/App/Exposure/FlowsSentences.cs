using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.Core.Exposure;
using Vauban.Core.Model;

namespace Vauban.App.Exposure;

/// <summary>Flows from source countries to the goals in sentences: for the terminal and for the page alike.</summary>
/// <param name="result">Flows.</param>
/// <param name="texts">Language.</param>
sealed class FlowsSentences(FlowsResult result, Texts texts)
{
    /// <summary>Names; flows name countries and items only.</summary>
    public Names Names { get; } = new(result.Table.Network, texts, false);

    /// <summary>Numbers.</summary>
    public Numbers Numbers { get; } = new(texts);

    /// <summary>Name of a country; of what has no known one.</summary>
    public string Country(int country) => country < 0 ? texts["exposure.flows.unknown"] : Names.Country(country);

    /// <summary>What the flows are of and measured in.</summary>
    public string Measure => result.Followed >= 0 ? Text("by.need", Names.Item(result.Followed)) : Text("by." + FlowsJson.Word(result.Measure));

    /// <summary>The answer: from where most comes, what comes from outside, what from nowhere known.</summary>
    public string Answer()
    {
        if (!result.Converges) return Text("endless");
        if (result.Countries.Count == 0) return Text("nothing");
        var goals = Names.Join(result.Items.Where(i => i.End > 0).Select(i => i.Item.Name).Take(4));
        var first = result.Countries[0] is { Country: >= 0 } most ? Text("answer", Measure, goals, Country(most.Country), Share(most.Share)) : Text("answer.none", Measure, goals);
        return first + " " + Text("answer.rest", result.Options.Perimeter.Name, Numbers.Share(result.OutsideShare), Numbers.Share(result.UnknownShare));
    }

    /// <summary>What all of it is.</summary>
    public string Total => result.Measure == FlowMeasure.Sources ? Text("total.sources", Amount(result.Total)) : double.IsNaN(result.GoalRate) || result.GoalRate <= 0 ? Text("total", Amount(result.Total)) : Text("total.per-unit", Amount(result.Total), Amount(result.Total / result.GoalRate), Product);

    string Product => result.Items.FirstOrDefault(i => i.End > 0)?.Item.Name ?? "";

    /// <summary>An amount with the unit of the measure.</summary>
    public string Amount(double value) => $"{Numbers.Text(value)}\u00A0{(result.Measure == FlowMeasure.Sources ? Text("unit.sources") : Numbers.Unit(result.Unit, value))}";

    /// <summary>A share with its range.</summary>
    public string Share(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var (low, central, high) = (Numbers.Share(figure.Low), Numbers.Share(figure.Central), Numbers.Share(figure.High));
        return low == high ? central : texts.Format("unit.with-range", central, texts.Format("unit.range", low, high));
    }

    /// <summary>What is taken for granted, sentence by sentence.</summary>
    public IEnumerable<string> Notes()
    {
        const int Most = 5;
        string Listed(IReadOnlyList<int> list) => Names.Join(list.Count > Most ? list.Take(Most).Select(Names.Item).Append(texts.Format("sentence.more", (list.Count - Most).ToString(CultureInfo.InvariantCulture))) : list.Select(Names.Item));
        if (result.WithAlternatives.Count > 0) yield return Text("note.alternatives", Listed(result.WithAlternatives));
        if (result.Measure == FlowMeasure.Value && result.NoValue.Count > 0) yield return Text("note.no-value", Listed(result.NoValue));
        if (result.Overspent.Count > 0) yield return Text("note.overspent", Listed(result.Overspent));
        if (result.NoQuantity.Count > 0) yield return Text("note.no-quantity", Listed([.. result.NoQuantity.Select(r => result.Table.Network.Recipes[r].Input).Distinct()]));
    }

    string Text(string key, params ReadOnlySpan<string> values) => texts.Format("exposure.flows." + key, values);
}
