using Vauban.App.Workbench.Tables;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Workbench.Kit;

/// <summary>Marks of verdicts: the same shapes as in reports and briefs.</summary>
static class Marks
{
    /// <summary>Nothing to judge.</summary>
    public static VerdictMark None { get; } = new("none", "line");

    /// <summary>Mark of a verdict on reliance.</summary>
    public static VerdictMark Of(RelianceVerdict verdict) => verdict switch
    {
        RelianceVerdict.Yes => new("good", "full"),
        RelianceVerdict.YesAlone => new("good", "ring"),
        RelianceVerdict.OnlyWithOthers => new("mid", "half"),
        RelianceVerdict.NotAlone => new("bad", "quarter"),
        RelianceVerdict.No => new("bad", "empty"),
        RelianceVerdict.Unknown => new("open", "dashed"),
        _ => None,
    };

    /// <summary>Mark of a verdict on exposure.</summary>
    public static VerdictMark Of(ExposureVerdict verdict) => verdict switch
    {
        ExposureVerdict.Holds => new("good", "square"),
        ExposureVerdict.Exposed => new("bad", "cut"),
        ExposureVerdict.Unknown => new("open", "dashed-square"),
        _ => None,
    };
}
