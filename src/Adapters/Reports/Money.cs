using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>Euro for people: from a million on in millions.</summary>
public static class Money
{
    const double Million = 1e6;

    /// <summary>An amount, its range, or "unknown".</summary>
    public static string Text(Texts.Texts texts, Numbers numbers, Quantity euro)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(numbers);
        if (!euro.IsKnown) return texts["unit.unknown"];
        var scale = double.IsInfinity(euro.High) ? euro.Low : euro.High;
        return Math.Abs(scale) >= Million ? texts.Format("capacity.money.million", numbers.Quantity(euro.Times(1 / Million))) : texts.Format("capacity.money", numbers.Quantity(euro));
    }

    /// <summary>One amount.</summary>
    public static string Text(Texts.Texts texts, Numbers numbers, double euro) => Text(texts, numbers, Quantity.Of(euro));
}
