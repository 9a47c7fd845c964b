using System.Globalization;
using Vauban.Core.Disruption;
using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Adapters.Reports;

/// <summary>A stress test in words: names of scenarios, and why something is missing. Terminal and report say the same.</summary>
/// <param name="table">Supplies of the test.</param>
/// <param name="texts">Language.</param>
/// <param name="namesParties">True to name parties and sites.</param>
public sealed class StressWords(SupplyTable table, Texts.Texts texts, bool namesParties)
{
    readonly Names _names = new(table.Network, texts, namesParties);

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("disruption.stress." + key, values);

    /// <summary>Name of a scenario, with the country or item that it was played for.</summary>
    public string Name(ScenarioStress scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var title = DisruptionWords.Title(texts, scenario.Scenario.Name, scenario.Scenario.Title);
        return scenario.Variant.Length == 0 ? title : T("variant", title, Variant(scenario));
    }

    string Variant(ScenarioStress s) =>
        s.Scenario.Each == "country" && Countries.TryFind(s.Variant, out var country) ? _names.Country(country.Index)
        : table.Network.Items.FirstOrDefault(i => i.Id == s.Variant)?.Name ?? s.Variant;

    /// <summary>A day as people count: the first is 1; blank where there is none.</summary>
    public static string Day(double day) => double.IsNaN(day) ? "" : (day + 1).ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Why a product is missing: "Less rounds from day 34, because powder is short from day 20; the scenario itself hits ...".</summary>
    public string Why(ProductStress product)
    {
        ArgumentNullException.ThrowIfNull(product);
        if (product.Causes.Count == 0) return "";
        var words = T("why.first", product.Item.Name, Day(product.Causes[0].Day));
        foreach (var step in product.Causes.Skip(1)) words += T("why.then", step.Item.Name, Day(step.Day));
        return words + T(product.Causes[^1].IsHit ? "why.hit" : "why.end", product.Causes[^1].Item.Name);
    }
}
