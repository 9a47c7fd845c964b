using System.Globalization;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.Adapters.Reports;

/// <summary>The measures of Regulation (EU) 2025/2643 Article 85(2) in words: of which year, of what, and where the text stands.</summary>
/// <param name="result">Measures of a year.</param>
/// <param name="texts">Language.</param>
public sealed class ReadinessWords(ReadinessResult result, Texts.Texts texts)
{
    readonly Numbers _numbers = new(texts);
    readonly Pack _act = RulePacks.Of("edip-2025");

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("procurement.readiness." + key, values);

    /// <summary>Year and perimeter.</summary>
    public string Title => T("title", result.Year.ToString(CultureInfo.InvariantCulture), result.Perimeter.Name);

    /// <summary>What every share is a share of, with the base year.</summary>
    public string Denominator => T("denominator", result.Year.ToString(CultureInfo.InvariantCulture), result.Perimeter.Name, _numbers.Text(result.Contracts.Count), _numbers.Text(result.Contracts.Count(c => c.Value.IsKnown)),
        Euro(result.Contracts.Where(c => c.Value.IsKnown).Sum(c => c.Value.Central)));

    /// <summary>What is left out of the denominator; nothing where nothing is.</summary>
    public IEnumerable<string> LeftOut
    {
        get
        {
            if (result.Outside > 0) yield return T("outside", _numbers.Text(result.Outside));
            if (result.Undated > 0) yield return T("undated", _numbers.Text(result.Undated));
        }
    }

    /// <summary>That it is indicative, by which text as read when, and who decides.</summary>
    public string Statement => T("statement", new EligibilityWords(_act, texts).AsRead);

    /// <summary>Address of the act.</summary>
    public string Cites => _act.Cites;

    /// <summary>Name of a measure.</summary>
    public string Measure(ReadinessMeasure measure) => T("measure." + Word(measure));

    /// <summary>Word of a measure, as files write it.</summary>
    public static string Word(ReadinessMeasure measure) => measure switch { ReadinessMeasure.Joint => "joint", ReadinessMeasure.FromInside => "from-inside", _ => "trade-within" };

    /// <summary>A share, or unknown.</summary>
    public string Share(double share) => double.IsNaN(share) ? texts["unit.unknown"] : _numbers.Share(share);

    /// <summary>A share as far as it is certain: a number, a range, or unknown.</summary>
    public string Range(ReadinessShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return double.IsNaN(share.Low) || share is { Low: <= 0, High: >= 1 } ? texts["unit.unknown"] : share.IsCertain ? Share(share.Known) : texts.Format("unit.range", _numbers.Percent(share.Low), _numbers.Share(share.High));
    }

    /// <summary>What is counted, of what.</summary>
    public string Of(ReadinessShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return T("of", Euro(share.Counted), Euro(share.Of), _numbers.Text(share.KnownContracts), _numbers.Text(result.Contracts.Count));
    }

    /// <summary>What a contract counts as: yes, no, unknown.</summary>
    public string Answer(bool? answer) => answer switch { true => texts["eligibility.yes"], false => texts["eligibility.no"], _ => texts["unit.unknown"] };

    /// <summary>Value of a contract.</summary>
    public string Value(ReadinessContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return Money.Text(texts, _numbers, contract.Value);
    }

    string Euro(double euro) => Money.Text(texts, _numbers, euro);
}
