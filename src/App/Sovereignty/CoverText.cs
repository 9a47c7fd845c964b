using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Sovereignty;

/// <summary>How long goals are still met once somebody is gone, in words: for the command and for the page.</summary>
static class CoverText
{
    /// <summary>Months, by reading: "3.2 months (1 to 6)", "not at all", "10 years or more".</summary>
    public static string Of((double Low, double Central, double High) days, Sentences say, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(say);
        ArgumentNullException.ThrowIfNull(texts);
        var central = One(days.Central, say, texts);
        var (low, high) = (One(days.Low, say, texts), One(days.High, say, texts));
        return low == high ? central : texts.Format("unit.with-range", central, texts.Format("unit.range", low, high));
    }

    static string One(double days, Sentences say, Texts texts) =>
        days <= 0 ? texts["terminal.cover.none"] : days >= SovereigntyOptions.CoverCapDays ? texts["terminal.cover.cap"] : texts.Format("terminal.cover.months", say.Numbers.Text(days / Units.DaysPerMonth));
}
