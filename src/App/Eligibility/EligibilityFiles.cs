using Vauban.Adapters.Formats;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Reports;
using Vauban.Core.Model;

namespace Vauban.App.Eligibility;

/// <summary>The report and the workbook of self-assessments.</summary>
static class EligibilityFiles
{
    /// <summary>The options by which they are asked for.</summary>
    public static AnswerFiles Options() => new("Writes the self-assessment as an HTML file that needs nothing else: evidence, what is missing, links to the articles.", hasNames: false);

    /// <summary>Writes what is asked for and says where it is.</summary>
    public static void Write(this AnswerFiles files, Call call, EligibilityAnswer answer, IReadOnlyList<Finding> findings) =>
        files.Write(call, answer.Network.Package, (identity, _) => EligibilityReportWriter.Write(answer.Network, answer.Subject, answer.Results, findings, identity, call.Texts.Language),
            (identity, stream) => EligibilityWorkbook.Write(answer.Subject, answer.Results, findings, identity, call.Texts, stream));
}
