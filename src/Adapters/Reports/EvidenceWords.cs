using System.Globalization;
using Vauban.Core.Evidence;
using Vauban.Core.Studies;

namespace Vauban.Adapters.Reports;

/// <summary>Words about papers and claims, for the terminal, pages and tables alike.</summary>
public static class EvidenceWords
{
    /// <summary>How the figures here stand to a claim.</summary>
    public static string Status(Texts.Texts texts, ClaimStatus status) => Checked(texts)["evidence.status." + Word(status)];

    /// <summary>Why.</summary>
    public static string Reason(Texts.Texts texts, ClaimReason reason) => Checked(texts)["evidence.reason." + Word(reason)];

    /// <summary>The words of a claim, with whose they are.</summary>
    public static string Said(Texts.Texts texts, Claim claim) => Checked(texts).Format(Checked(claim).IsQuote ? "evidence.quote" : "evidence.paraphrase", claim.Text);

    /// <summary>The figure with its three readings; empty where there is none.</summary>
    public static string Figure(Texts.Texts texts, ClaimResult result) => Checked(result).Figure is { } f ? Checked(texts).Format("evidence.figure", f.Address, Number(f.Low), Number(f.Central), Number(f.High), Unit(f.Unit), result.Perimeter.Name) : "";

    /// <summary>The figure's pessimistic, central and optimistic reading in the unit of the claim, else in its own: <c>81 / 84 / 90 %</c>; a dash where there is none.</summary>
    public static string Here(Texts.Texts texts, ClaimResult result)
    {
        if (Checked(result).Figure is not { } f) return "—";
        var numbers = new Numbers(Checked(texts));
        var (low, central, high) = result.InClaimUnit ?? (f.Low, f.Central, f.High);
        var unit = result.InClaimUnit is null || result.Claim.Unit.Length == 0 ? f.Unit : result.Claim.Unit;
        return $"{Known(numbers, low)} / {Known(numbers, central)} / {Known(numbers, high)}{(unit is "1" or "" ? "" : "\u00A0" + unit)}";
    }

    /// <summary>The value that is said, with its unit; a dash where none is.</summary>
    public static string Value(Claim claim) => Checked(claim).Value.Length > 0 ? $"{claim.Value} {claim.Unit}".Trim() : "—";

    static string Known(Numbers numbers, double value) => double.IsNaN(value) ? "?" : numbers.Text(value);

    /// <summary>A number with six digits.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "?" : double.IsPositiveInfinity(value) ? "∞" : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The unit of a figure; one of a bare share is said.</summary>
    public static string Unit(string unit) => Checked(unit).Length == 0 ? "1" : unit;

    /// <summary>A value as JSON and addresses write it: <c>no-figure</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    static T Checked<T>(T value) where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
