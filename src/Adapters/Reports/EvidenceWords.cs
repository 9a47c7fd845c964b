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

    /// <summary>The figure's range alone: <c>0.81 / 0.84 / 0.9</c>.</summary>
    public static string Range(ClaimResult result) => Checked(result).Figure is { } f ? $"{Number(f.Low)} / {Number(f.Central)} / {Number(f.High)}" : "";

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
