using Spectre.Console;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Sovereignty;

/// <summary>How verdicts look on a terminal: a sign beside the word; colour only repeats what the word says.</summary>
static class VerdictLook
{
    /// <summary>Sign of a verdict on reliance.</summary>
    public static string Sign(RelianceVerdict verdict, bool hasSymbols) => verdict switch
    {
        RelianceVerdict.Yes => hasSymbols ? "✓" : "+",
        RelianceVerdict.YesAlone => hasSymbols ? "✓" : "+",
        RelianceVerdict.OnlyWithOthers => hasSymbols ? "◐" : "o",
        RelianceVerdict.NotAlone => hasSymbols ? "◔" : "o",
        RelianceVerdict.No => hasSymbols ? "✗" : "x",
        RelianceVerdict.Unknown => "?",
        _ => hasSymbols ? "·" : ".",
    };

    /// <summary>Sign of a verdict on exposure.</summary>
    public static string Sign(ExposureVerdict verdict, bool hasSymbols) => verdict switch
    {
        ExposureVerdict.Holds => hasSymbols ? "✓" : "+",
        ExposureVerdict.Exposed => hasSymbols ? "✗" : "x",
        ExposureVerdict.Unknown => "?",
        _ => hasSymbols ? "·" : ".",
    };

    /// <summary>Colour of a verdict on reliance.</summary>
    public static Style Style(RelianceVerdict verdict) => verdict switch
    {
        RelianceVerdict.Yes => new(Color.Green, decoration: Decoration.Bold),
        RelianceVerdict.YesAlone => new(Color.Green),
        RelianceVerdict.OnlyWithOthers or RelianceVerdict.NotAlone => new(Color.Yellow, decoration: Decoration.Bold),
        RelianceVerdict.No => new(Color.Red, decoration: Decoration.Bold),
        RelianceVerdict.Unknown => new(Color.Blue, decoration: Decoration.Bold),
        _ => Cli.Sheet.Quiet,
    };

    /// <summary>Colour of a verdict on exposure.</summary>
    public static Style Style(ExposureVerdict verdict) => verdict switch
    {
        ExposureVerdict.Holds => new(Color.Green),
        ExposureVerdict.Exposed => new(Color.Red),
        ExposureVerdict.Unknown => new(Color.Blue),
        _ => Cli.Sheet.Quiet,
    };
}
